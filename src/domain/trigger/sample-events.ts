import type { Client } from "../client/client.ts";
import type { Group } from "../group/group.ts";
import type { Pool } from "../pool/pool.ts";
import type { User, UserStatus } from "../user/user.ts";
import { createAuthChallenge } from "./create-auth-challenge.ts";
import { customMessage } from "./custom-message.ts";
import { customEmailSender, customSmsSender } from "./custom-sender.ts";
import { defineAuthChallenge } from "./define-auth-challenge.ts";
import { inboundFederation } from "./inbound-federation.ts";
import type { MessageSource } from "./message-source.ts";
import type { Occasion } from "./occasion.ts";
import { postAuthentication } from "./post-authentication.ts";
import { postConfirmation } from "./post-confirmation.ts";
import { preAuthentication } from "./pre-authentication.ts";
import { factsFromProvider, preSignUp } from "./pre-sign-up.ts";
import { preTokenGenerationV1, preTokenGenerationV2, preTokenGenerationV3 } from "./pre-token-generation.ts";
import { eventOf } from "./run-trigger.ts";
import type { Trigger } from "./trigger.ts";
import { userAttributes } from "./user-attributes.ts";
import { userMigration } from "./user-migration.ts";
import { verifyAuthChallengeResponse } from "./verify-auth-challenge-response.ts";

/** Whom sample events are about. */
export interface Cast {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly groups: readonly Group[];
}

export interface SampleEvent {
  readonly trigger: Trigger<string, never, unknown>;
  readonly event: ReturnType<typeof eventOf>;
}

/** What differs between the samples of one trigger. */
interface Scene<Facts> {
  readonly facts: Facts;
  readonly userName?: string;
  readonly occasion?: Occasion;
}

const password = "Passw0rd!";
const riddle = { challengeName: "CUSTOM_CHALLENGE", challengeResult: false, challengeMetadata: "CODE" };
const started = { challengeName: "SRP_A", challengeResult: true, challengeMetadata: null };
const proven = { challengeName: "PASSWORD_VERIFIER", challengeResult: true, challengeMetadata: null };
/** In the place of a code that a sender's function is given: base64, and not to be decrypted. */
const sealedCode = "QVdTIEVuY3J5cHRpb24gU0RLIG1lc3NhZ2U=";

/** Where somebody stands who is written to for this reason. */
const statusAt: Partial<Record<MessageSource, UserStatus>> = {
  SignUp: "UNCONFIRMED",
  ResendCode: "UNCONFIRMED",
  AdminCreateUser: "FORCE_CHANGE_PASSWORD",
};

const machineScopes = ["orders/read"];
const userScopes = ["aws.cognito.signin.user.admin"];
const hostedScopes = ["openid", "email", "profile"];

/**
 * An event of every source, as Cognito would send it of these people; of PreTokenGeneration one of each version. They are
 * made as real ones are, and so have what those have.
 */
export function sampleEvents({ pool, client, user, groups }: Cast): SampleEvent[] {
  const byApp: Occasion = { client, userAgent: "aws-sdk-js/3.1169.0" };
  const byPages: Occasion = { client };
  const byAdministrator: Occasion = { userAgent: "aws-sdk-js/3.1169.0" };
  const person = { pool, client, user };

  function of<Source extends string, Facts>(
    trigger: Trigger<Source, Facts, unknown>,
    scene: (source: Source) => Scene<Facts>,
  ): SampleEvent[] {
    return trigger.sources.map((source) => {
      const { facts, userName = user.username, occasion = byApp } = scene(source);
      return { trigger, event: eventOf(trigger, { pool, source, userName, occasion, facts }) };
    });
  }

  const tokens = (source: string) =>
    source === "TokenGeneration_ClientCredentials"
      ? { userName: client.id, occasion: byPages, facts: { userAttributes: {}, groups: [], scopes: machineScopes } }
      : {
          facts: { userAttributes: userAttributes(pool, user), groups, scopes: scopesAt(source) },
          ...(source === "TokenGeneration_HostedAuth" && { occasion: byPages }),
        };

  const written = (source: string): { about: MessageSource; occasion: Occasion; user: User } => {
    const about = source.slice(source.indexOf("_") + 1) as MessageSource;
    const occasion = about === "AdminCreateUser" ? byAdministrator : byApp;
    return { about, occasion, user: { ...user, status: statusAt[about] ?? user.status } };
  };

  const sent = (source: string) => {
    if (source === "CustomEmailSender_AccountTakeOverNotification") {
      return { facts: { userAttributes: takeOver(user), code: null } };
    }
    const { occasion, user: receiver } = written(source);
    return { occasion, facts: { userAttributes: userAttributes(pool, receiver), code: sealedCode } };
  };

  return [
    ...of(preSignUp, (source) => {
      if (source === "PreSignUp_SignUp") return { facts: signingUp(user) };
      if (source === "PreSignUp_AdminCreateUser")
        return { occasion: byAdministrator, facts: { attributes: user.attributes } };
      return { ...fromGoogle, occasion: byPages, facts: factsFromProvider(user.attributes) };
    }),
    ...of(postConfirmation, () => ({ facts: { pool, user } })),
    ...of(preAuthentication, () => ({ facts: { person } })),
    ...of(postAuthentication, () => ({ facts: { pool, user, newDeviceUsed: false } })),
    ...of(preTokenGenerationV1, tokens),
    ...of(preTokenGenerationV2, tokens),
    ...of(preTokenGenerationV3, tokens),
    ...of(userMigration, (source) => ({ facts: source === "UserMigration_Authentication" ? { password } : {} })),
    ...of(defineAuthChallenge, () => ({ facts: { person, session: [started, proven, riddle] } })),
    ...of(createAuthChallenge, () => ({ facts: { person, session: [started, proven] } })),
    ...of(verifyAuthChallengeResponse, () => ({
      facts: { person, privateParameters: { answer: "123456" }, answer: "123456" },
    })),
    ...of(customMessage, (source) => {
      const { about, occasion, user: receiver } = written(source);
      return { occasion, facts: { pool, user: receiver, about } };
    }),
    ...of(customEmailSender, sent),
    ...of(customSmsSender, sent),
    ...of(inboundFederation, () => ({ ...fromGoogle, occasion: byPages, facts: toldByGoogle(user) })),
  ];
}

const scopesAt = (source: string): string[] => (source === "TokenGeneration_HostedAuth" ? hostedScopes : userScopes);

/** Nothing is verified of whoever comes by themselves, and an app may tell more of them. */
const signingUp = ({ attributes: { email_verified: _email, phone_number_verified: _phone, ...attributes } }: User) => ({
  attributes,
  validationData: { plan: "free" },
});

const subject = "117250000000000000000";
const fromGoogle = { userName: `google_${subject}` };

const toldByGoogle = ({ attributes: { email = "ann@example.com" } }: User) => ({
  providerName: "Google",
  providerType: "Google",
  attributes: {
    tokenResponse: {
      ...{ access_token: "ya29.a0", id_token: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", token_type: "Bearer" },
      ...{ expires_in: "3599", scope: "openid email profile" },
    },
    idToken: {
      ...{ iss: "https://accounts.google.com", aud: "a-client.apps.googleusercontent.com", sub: subject },
      ...{ email, email_verified: "true", iat: "1893456000", exp: "1893459600" },
    },
    userInfo: { sub: subject, name: "Ann Example", given_name: "Ann", email, email_verified: "true" },
  },
});

/** Of a sign-in that looks like somebody else's, the attributes of which are no user's. */
const takeOver = ({ username }: User) => ({
  EVENT_ID: "6f4a1b1e-1c35-4d0e-9a53-3c1b7a2f5e10",
  USER_NAME: username,
  IP_ADDRESS: "203.0.113.17",
  ACCOUNT_TAKE_OVER_ACTION: "MFA_IF_CONFIGURED",
  ONE_CLICK_LINK_VALID: "https://example.com/valid",
  ONE_CLICK_LINK_INVALID: "https://example.com/invalid",
  LOGIN_TIME: "2030-01-01T00:00:00Z",
  FEEDBACK_TOKEN: "feedback-token",
});
