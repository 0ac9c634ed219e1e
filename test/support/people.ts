import { createHmac } from "node:crypto";
import type {
  AdminCreateUserCommandInput,
  AttributeType,
  AuthenticationResultType,
  AuthFlowType,
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { defaultIds } from "../../src/declaration/index.ts";
import type { Face } from "./face.ts";

/** Which pool, through which of its clients. */
export interface App {
  readonly UserPoolId: string;
  readonly ClientId: string;
}

/** The pool and the public client that are there without any configuration. */
export const defaultApp: App = { UserPoolId: defaultIds.userPoolId, ClientId: defaultIds.publicClientId };

/** Everybody's, unless a test says otherwise. */
export const password = "Passw0rd!";

export type Tokens = Required<Pick<AuthenticationResultType, "AccessToken" | "IdToken" | "RefreshToken">>;

export const everyFlow: CreateUserPoolClientCommandInput["ExplicitAuthFlows"] = [
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
];

/** A pool of its own and a public client for it. */
export async function makeApp(
  service: Face,
  pool: Partial<CreateUserPoolCommandInput> = {},
  client: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<App> {
  const { UserPool } = await service.sdk().createUserPool({ PoolName: "people", ...pool });
  return { UserPoolId: UserPool!.Id!, ClientId: await makeClient(service, UserPool!.Id!, client) };
}

export async function makeClient(
  service: Face,
  UserPoolId: string,
  client: Partial<CreateUserPoolClientCommandInput> = {},
): Promise<string> {
  const { UserPoolClient } = await service.sdk().createUserPoolClient({
    UserPoolId,
    ClientName: "app",
    ExplicitAuthFlows: everyFlow,
    ...client,
  });
  return UserPoolClient!.ClientId!;
}

export const listOf = (attributes: Readonly<Record<string, string>>): AttributeType[] =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));

export const recordOf = (list: readonly AttributeType[] = []): Record<string, string> =>
  Object.fromEntries(list.map(({ Name = "", Value = "" }) => [Name, Value]));

export const emailOf = (name: string): string => `${name}@example.com`;

/** SECRET_HASH as AWS documents it. */
export const secretHash = (secret: string, username: string, clientId: string): string =>
  createHmac("sha256", secret).update(`${username}${clientId}`).digest("base64");

/** What tests do over and over with the people of one pool, each step a call of the real SDK. */
export function peopleOf(service: Face, { UserPoolId, ClientId }: App = defaultApp) {
  const cognito = service.sdk();

  const initiate = (AuthFlow: AuthFlowType, AuthParameters: Record<string, string>) =>
    cognito.initiateAuth({ AuthFlow, ClientId, AuthParameters });

  const withPassword = (USERNAME: string, PASSWORD = password) =>
    initiate("USER_PASSWORD_AUTH", { USERNAME, PASSWORD });

  /** Somebody whom an administrator made: with a temporary password, or `given` one. */
  const invite = (Username: string, given: Partial<AdminCreateUserCommandInput> = {}) =>
    cognito.adminCreateUser({ UserPoolId, Username, MessageAction: "SUPPRESS", ...given });

  /** Somebody who can sign in; without other attributes, with a verified e-mail address. Gives the username. */
  async function make(
    name: string,
    attributes: Record<string, string> = { email: emailOf(name), email_verified: "true" },
  ): Promise<string> {
    const { User } = await invite(name, { UserAttributes: listOf(attributes) });
    const Username = User!.Username!;
    await cognito.adminSetUserPassword({ UserPoolId, Username, Password: password, Permanent: true });
    return Username;
  }

  async function signIn(name: string, PASSWORD = password): Promise<Tokens> {
    const { AuthenticationResult } = await withPassword(name, PASSWORD);
    return AuthenticationResult as Tokens;
  }

  const get = (Username: string) => cognito.adminGetUser({ UserPoolId, Username });

  return {
    ...{ cognito, UserPoolId, ClientId, initiate, withPassword, invite, make, signIn, get },

    /** Somebody who can sign in, and has. */
    async makeSignedIn(name: string): Promise<Tokens> {
      await make(name);
      return signIn(name);
    },

    /** Somebody who has not confirmed yet; their code is on its way. */
    signUp: (Username: string, attributes: Record<string, string> = { email: emailOf(Username) }) =>
      cognito.signUp({ ClientId, Username, Password: password, UserAttributes: listOf(attributes) }),

    /** With the code that was sent to `destination`. */
    async confirm(Username: string, destination = emailOf(Username)) {
      const ConfirmationCode = await service.codeSentTo(destination);
      return cognito.confirmSignUp({ ClientId, Username, ConfirmationCode });
    },

    async attributesOf(Username: string): Promise<Record<string, string>> {
      return recordOf((await get(Username)).UserAttributes);
    },
  };
}

export type People = ReturnType<typeof peopleOf>;
