import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import type { Face } from "../support/face.ts";
import { defaultApp, password as first } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { type Facts, nobody, type Person, type Token } from "./journal.ts";

const { UserPoolId, ClientId } = defaultApp;
const second = "Second-passw0rd";
const third = "Third-passw0rd";

/** What one person can do, each step noted in their journal. */
function steps({ sdk, codeSentTo }: Face, person: Person) {
  const cognito = sdk();
  const { username: Username, email } = person;
  const UserAttributes = [{ Name: "email", Value: email }];
  const verified = { Name: "email_verified", Value: "true" };
  const named = (Value: string) => [{ Name: "name", Value }];

  return {
    signUp: () =>
      person.does(cognito.signUp({ ClientId, Username, Password: first, UserAttributes }), () => ({
        ...nobody,
        status: "UNCONFIRMED",
      })),

    async confirm() {
      const ConfirmationCode = await codeSentTo(email);
      await person.does(cognito.confirmSignUp({ ClientId, Username, ConfirmationCode }), (facts) => ({
        ...facts,
        ...{ status: "CONFIRMED", password: first },
      }));
    },

    createByAdmin: () =>
      person.does(
        cognito.adminCreateUser({
          ...{ UserPoolId, Username, TemporaryPassword: first, MessageAction: "SUPPRESS" },
          UserAttributes: [...UserAttributes, verified],
        }),
        () => ({ ...nobody, status: "FORCE_CHANGE_PASSWORD", password: first }),
      ),

    async signIn() {
      const AuthParameters = { USERNAME: Username, PASSWORD: person.certain.password ?? "" };
      const { AuthenticationResult } = await person.does(
        cognito.initiateAuth({ AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters }),
        (facts, answer) => given(facts, tokensIn(answer)),
      );
      return AuthenticationResult as Required<AuthenticationResultType>;
    },

    /** With the temporary password. */
    async signInFirst() {
      const { Session } = await cognito.adminInitiateAuth({
        ...{ AuthFlow: "ADMIN_USER_PASSWORD_AUTH", UserPoolId, ClientId },
        AuthParameters: { USERNAME: Username, PASSWORD: first },
      });
      const answer = {
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        ...{ ClientId, Session },
        ChallengeResponses: { USERNAME: Username, NEW_PASSWORD: second },
      } as const;
      const used: Token = { kind: "session", use: (sdk) => sdk.respondToAuthChallenge(answer) };
      const { AuthenticationResult } = await person.does(cognito.respondToAuthChallenge(answer), (facts, answered) => ({
        ...given(facts, tokensIn(answered)),
        ...{ status: "CONFIRMED", password: second },
        refused: answered ? facts.refused.union(new Set([used])) : facts.refused,
      }));
      return AuthenticationResult as Required<AuthenticationResultType>;
    },

    async signInBySrp() {
      const password = person.certain.password ?? "";
      const answer = await srpAnswer(cognito, {
        userPoolId: UserPoolId,
        clientId: ClientId,
        username: Username,
        password,
      });
      const used: Token = { kind: "secret block", use: (sdk) => sdk.respondToAuthChallenge(answer) };
      await person.does(cognito.respondToAuthChallenge(answer), (facts, answered) => ({
        ...given(facts, tokensIn(answered)),
        refused: answered ? facts.refused.union(new Set([used])) : facts.refused,
      }));
    },

    refresh: (REFRESH_TOKEN: string) =>
      person.does(
        cognito.initiateAuth({ AuthFlow: "REFRESH_TOKEN_AUTH", ClientId, AuthParameters: { REFRESH_TOKEN } }),
        (facts, answer) => given(facts, tokensIn(answer)),
      ),

    rename: (AccessToken: string, name: string) =>
      person.does(cognito.updateUserAttributes({ AccessToken, UserAttributes: named(name) }), (facts) => ({
        ...facts,
        name,
      })),

    renameByAdmin: (name: string) =>
      person.does(
        cognito.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes: named(name) }),
        (facts) => ({ ...facts, name }),
      ),

    changePassword: (AccessToken: string) =>
      person.does(
        cognito.changePassword({ AccessToken, PreviousPassword: first, ProposedPassword: second }),
        (facts) => ({ ...facts, password: second }),
      ),

    setPassword: () =>
      person.does(
        cognito.adminSetUserPassword({ UserPoolId, Username, Password: third, Permanent: true }),
        (facts) => ({ ...facts, status: "CONFIRMED", password: third }),
      ),

    async recoverPassword() {
      await cognito.forgotPassword({ ClientId, Username });
      const answer = { ClientId, Username, ConfirmationCode: await codeSentTo(email) };
      const used: Token = {
        kind: "code",
        use: (sdk) => sdk.confirmForgotPassword({ ...answer, Password: "Thief-passw0rd" }),
      };
      await person.does(cognito.confirmForgotPassword({ ...answer, Password: third }), (facts, answered) => ({
        ...facts,
        password: third,
        refused: answered ? facts.refused.union(new Set([used])) : facts.refused,
      }));
    },

    revoke: (Token: string) => person.does(cognito.revokeToken({ ClientId, Token }), withoutTokens),
    signOut: (AccessToken: string) => person.does(cognito.globalSignOut({ AccessToken }), withoutTokens),
    delete: (AccessToken: string) => person.does(cognito.deleteUser({ AccessToken }), gone),
    deleteByAdmin: () => person.does(cognito.adminDeleteUser({ UserPoolId, Username }), gone),
  };
}

/** The tokens that a sign-in or a refresh handed out; none while it is not answered. */
function tokensIn(answer?: { AuthenticationResult?: AuthenticationResultType }): Token[] {
  const { AccessToken, RefreshToken: REFRESH_TOKEN } = answer?.AuthenticationResult ?? {};
  const tokens: Token[] = [];
  if (AccessToken) tokens.push({ kind: "access token", use: (sdk) => sdk.getUser({ AccessToken }) });
  if (REFRESH_TOKEN) {
    const refresh = { AuthFlow: "REFRESH_TOKEN_AUTH", ClientId, AuthParameters: { REFRESH_TOKEN } } as const;
    tokens.push({ kind: "refresh token", use: (sdk) => sdk.initiateAuth(refresh) });
  }
  return tokens;
}

const given = (facts: Facts, tokens: readonly Token[]): Facts => ({
  ...facts,
  accepted: facts.accepted.union(new Set(tokens)),
});

const withoutTokens = (facts: Facts): Facts => ({
  ...facts,
  accepted: nobody.accepted,
  refused: facts.refused.union(facts.accepted),
});

const gone = (facts: Facts): Facts => ({ ...nobody, refused: withoutTokens(facts).refused });

/** What somebody does at a service, one thing after the other. */
type Life = (service: Face, person: Person) => Promise<unknown>;

/** For one among many: SRP takes a client in JavaScript 140 ms, in which no other gets on. */
export const lifeBySrp: Life = async (service, person) => {
  const does = steps(service, person);
  await does.createByAdmin();
  await does.setPassword();
  await does.signInBySrp();
  await does.signInBySrp();
};

/** Together they hold every other kind of write. */
export const lives: readonly Life[] = [
  async (service, person) => {
    const does = steps(service, person);
    await does.signUp();
    await does.confirm();
    const { AccessToken, RefreshToken } = await does.signIn();
    await does.refresh(RefreshToken);
    await does.rename(AccessToken, "renamed");
    await does.changePassword(AccessToken);
  },
  async (service, person) => {
    const does = steps(service, person);
    await does.signUp();
    await does.confirm();
    await does.recoverPassword();
    const { AccessToken } = await does.signIn();
    await does.delete(AccessToken);
  },
  async (service, person) => {
    const does = steps(service, person);
    await does.createByAdmin();
    const { RefreshToken } = await does.signInFirst();
    await does.refresh(RefreshToken);
    await does.renameByAdmin("renamed by an administrator");
    await does.revoke(RefreshToken);
  },
  async (service, person) => {
    const does = steps(service, person);
    await does.createByAdmin();
    await does.setPassword();
    await does.signIn();
    const { AccessToken } = await does.signIn();
    await does.signOut(AccessToken);
    await does.deleteByAdmin();
  },
];
