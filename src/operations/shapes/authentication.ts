import * as z from "zod";
import { oneOf, sensitive, text } from "./constraints.ts";
import { StringType } from "./primitive.ts";

export const AuthFlow = oneOf(
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
);

export const AuthParameters = sensitive(z.record(StringType, StringType));

export const ChallengeName = oneOf(
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
);

export const ChallengeResponses = sensitive(z.record(StringType, StringType));

/** A challenge's state, sealed, from one step of a sign-in to the next. */
export const Session = sensitive(text({ min: 20, max: 2048 }));

/** An access, ID or refresh token. */
export const TokenModel = sensitive(text({ pattern: "[A-Za-z0-9-_=.]+" }));

export const SecretHash = sensitive(text({ min: 1, max: 128, pattern: "[\\w+=/]+" }));

/** What the app hands through to the Lambda triggers. */
export const ClientMetadata = z.record(StringType, StringType);

export const AnalyticsMetadata = z.object({ AnalyticsEndpointId: StringType.optional() });

/** Of a person's device, as the app saw it. */
export const UserContextData = sensitive(
  z.object({ IpAddress: StringType.optional(), EncodedData: StringType.optional() }),
);

export const HttpHeader = z.object({ headerName: StringType.optional(), headerValue: StringType.optional() });

/** Of a person's device, as the app's server saw it. */
export const ContextData = z.object({
  IpAddress: StringType,
  ServerName: StringType,
  ServerPath: StringType,
  HttpHeaders: z.array(HttpHeader),
  EncodedData: StringType.optional(),
});

/** RevokeToken: whether the sign-in on the hosted pages, through which the token came, ends too. */
export const RevokeAssociatedSessions = oneOf("NONE", "LINKED");
