import { type Effects, shownIn } from "./effect.ts";
import { AnalyticsMetadata, ClientId, ClientOfPool, ContextData, UserContextData, UserPoolId } from "./everywhere.ts";
import { ClientMetadataOf } from "./trigger.ts";

const signIn = shownIn("operations/initiate-auth.test.ts");
const answers = shownIn("operations/respond-to-auth-challenge.test.ts");
const attacks = shownIn("attacks/sessions.test.ts");
const clientToken = shownIn("operations/get-client-token.test.ts");
const refresh = shownIn("operations/get-tokens-from-refresh-token.test.ts");
const signUp = shownIn("flows/sign-up-and-in.test.ts");

const answer = {
  ChallengeName: attacks("answers the challenge that it was given for, and no other"),
  ChallengeResponses: answers("gives tokens for a new password and what was missing, and confirms the person"),
  Session: attacks("is one person's, one client's and one pool's"),
  AnalyticsMetadata,
};
const adminAnswer = answers("goes on in AdminRespondToAuthChallenge just the same");

export const authentication: Readonly<Record<string, Effects>> = {
  AdminInitiateAuth: {
    UserPoolId,
    ClientId: ClientOfPool,
    AuthFlow: signIn("lets a backend use %s"),
    AuthParameters: signIn("refuse a wrong password"),
    ClientMetadata: ClientMetadataOf.AdminInitiateAuth,
    AnalyticsMetadata,
    ContextData,
    Session: signUp("takes the session of the confirmation from a backend, too"),
  },

  AdminRespondToAuthChallenge: {
    ...answer,
    ClientMetadata: ClientMetadataOf.AdminRespondToAuthChallenge,
    UserPoolId,
    ClientId: ClientOfPool,
    ChallengeName: adminAnswer,
    ChallengeResponses: adminAnswer,
    Session: adminAnswer,
    ContextData: {
      ...ContextData,
      HttpHeaders: shownIn("operations/user-sessions.test.ts")(
        "show the device that a backend tells of in the last step of a sign-in",
      ),
    },
  },

  GetClientToken: {
    ClientId,
    Secret: clientToken("wants the client's own secret, the flow, and scopes that the client has"),
    Scopes: clientToken("gives a token for the scopes that are asked for, of those that the client has"),
    ClientMetadata: ClientMetadataOf.GetClientToken,
  },

  GetTokensFromRefreshToken: {
    RefreshToken: refresh("refuses what is no refresh token of this client"),
    ClientId,
    ClientSecret: refresh("holds a client that has a secret to it"),
    DeviceKey: shownIn("operations/device.test.ts")(
      "wants the confirmed device's key, and names the device in the new token",
    ),
    ClientMetadata: ClientMetadataOf.GetTokensFromRefreshToken,
  },

  InitiateAuth: {
    AuthFlow: signIn("refuse flows that the client does not allow, each in its own words"),
    AuthParameters: signIn("%s with %j lacks %s"),
    ClientMetadata: ClientMetadataOf.InitiateAuth,
    ClientId,
    AnalyticsMetadata,
    UserContextData,
    Session: signUp("takes the code that confirmed the address for the sign-in too, once"),
  },

  RespondToAuthChallenge: {
    ...{ ClientId, ...answer, UserContextData },
    ClientMetadata: ClientMetadataOf.RespondToAuthChallenge,
  },

  RevokeToken: {
    Token: signIn("ends one sign-in and all that came of it, and leaves the person's others"),
    ClientId,
    ClientSecret: signIn("asks a client with a secret for it"),
    RevokeAssociatedSessions: shownIn("oauth/user-info.test.ts")(
      "leaves the browser's session, but for RevokeToken with LINKED where sessions are tracked",
    ),
  },
};
