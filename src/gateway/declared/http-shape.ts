import * as z from "zod";
import { flag, identity, number, port, routeEvents, text, texts } from "./shapes.ts";

const jwtConfiguration = z
  .object({
    issuer: text.optional(),
    Issuer: text.optional(),
    audience: texts.optional(),
    Audience: texts.optional(),
  })
  .transform(({ issuer, Issuer, audience, Audience }) => ({
    issuer: issuer ?? Issuer,
    audience: audience ?? Audience,
  }));

/** Of which kind it is, its members say. */
export const httpAuthorizer = z.object({
  JwtConfiguration: jwtConfiguration.optional(),
  IdentitySource: text.optional(),
  AuthorizationScopes: texts.optional(),
  FunctionArn: text.optional(),
  AuthorizerPayloadFormatVersion: z
    .union([text, z.number()])
    .transform((given) => Number(given).toFixed(1))
    .optional(),
  EnableSimpleResponses: flag.optional(),
  Identity: identity.optional(),
});

export type HttpAuthorizer = z.output<typeof httpAuthorizer>;

const routeSettings = z.object({ ThrottlingRateLimit: number.optional(), ThrottlingBurstLimit: number.optional() });

export const corsConfiguration = z.object({
  AllowOrigins: texts.optional(),
  AllowMethods: texts.optional(),
  AllowHeaders: texts.optional(),
  ExposeHeaders: texts.optional(),
  AllowCredentials: flag.optional(),
  MaxAge: number.optional(),
});

/** AWS::Serverless::HttpApi. */
export const httpProperties = z.object({
  Name: text.optional(),
  StageName: text.optional(),
  StageVariables: z.record(text, text).optional(),
  Auth: z
    .object({
      DefaultAuthorizer: text.optional(),
      Strict: flag.optional(),
      Authorizers: z.record(text, httpAuthorizer).optional(),
      EnableIamAuthorizer: flag.optional(),
    })
    .optional(),
  CorsConfiguration: z.union([z.boolean(), corsConfiguration]).optional(),
  AccessLogSettings: z.object({ Format: text.optional() }).optional(),
  DefaultRouteSettings: routeSettings.optional(),
  RouteSettings: z.record(text, routeSettings).optional(),
  Events: routeEvents,
  Port: port.optional(),
});

export type HttpProperties = z.output<typeof httpProperties>;
