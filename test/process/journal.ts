import {
  CognitoIdentityProviderServiceException,
  paginateListUsers,
  type CognitoIdentityProvider as Sdk,
} from "@aws-sdk/client-cognito-identity-provider";
import { defaultApp } from "../support/people.ts";

/** Something that the service gave to a person or took from them, and the call that tells whether it is accepted. */
export interface Token {
  readonly kind: "refresh token" | "access token" | "session" | "secret block" | "code";
  use(sdk: Sdk): Promise<unknown>;
}

/** What is true of a person. */
export interface Facts {
  /** Undefined: there is no such user. */
  readonly status?: string;
  readonly name?: string;
  readonly password?: string;
  readonly accepted: ReadonlySet<Token>;
  readonly refused: ReadonlySet<Token>;
}

export const nobody: Facts = { accepted: new Set(), refused: new Set() };

/** One of many whom the tests create, change and delete, one call after the other. */
export class Person {
  readonly username: string;
  /** What the service has acknowledged. */
  certain: Facts = nobody;
  /** That and what the call under way changes, which may have happened or not when it is not acknowledged. */
  possible: Facts = nobody;

  constructor(username: string) {
    this.username = username;
  }

  get email(): string {
    return `${this.username}@example.com`;
  }

  /** Notes what a call changes: as possible from now on, as certain once it is answered. */
  async does<Answer>(call: Promise<Answer>, after: (facts: Facts, answer?: Answer) => Facts): Promise<Answer> {
    this.possible = after(this.certain);
    const answer = await call;
    this.certain = after(this.certain, answer);
    this.possible = this.certain;
    return answer;
  }
}

/** Every user's status and name, by username. */
export async function readUsers(sdk: Sdk): Promise<Map<string, Pick<Facts, "status" | "name">>> {
  const users = new Map<string, Pick<Facts, "status" | "name">>();
  for await (const { Users = [] } of paginateListUsers(
    { client: sdk, pageSize: 60 },
    { UserPoolId: defaultApp.UserPoolId },
  )) {
    for (const { Username = "", UserStatus: status, Attributes = [] } of Users) {
      users.set(Username, { status, name: Attributes.find(({ Name }) => Name === "name")?.Value });
    }
  }
  return users;
}

/** What the service now says of someone: of their user, of each password they may have, of all that they were given. */
export async function observe(
  sdk: Sdk,
  { username, certain, possible }: Person,
  user: Pick<Facts, "status" | "name"> = {},
): Promise<Facts> {
  const passwords = new Set([certain.password, possible.password]);
  let password: string | undefined;
  for (const candidate of passwords) {
    if (candidate !== undefined && (await signsIn(sdk, username, candidate))) password = candidate;
  }
  const tokens = [certain, possible].flatMap(({ accepted, refused }) => [...accepted, ...refused]);
  const accepted = new Set<Token>();
  const refused = new Set<Token>();
  for (const token of new Set(tokens)) {
    ((await isAccepted(token.use(sdk))) ? accepted : refused).add(token);
  }
  return { ...user, password, accepted, refused };
}

const signsIn = (sdk: Sdk, USERNAME: string, PASSWORD: string) =>
  isAccepted(
    sdk.initiateAuth({
      ...{ AuthFlow: "USER_PASSWORD_AUTH", ClientId: defaultApp.ClientId },
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );

async function isAccepted(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof CognitoIdentityProviderServiceException && error.$fault === "client") return false;
    throw error;
  }
}
