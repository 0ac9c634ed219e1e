import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operations } from "../../src/operations/index.ts";
import type { AnyOperation } from "../../src/operations/operation.ts";
import { emailOf, makeApp, password, peopleOf } from "../support/people.ts";
import { authorization } from "../support/raw-call.ts";
import { databases, startForAll } from "../support/start.ts";
import { brokenBodies } from "./broken-bodies.ts";
import { type Familiar, inputOf } from "./input-of.ts";

const all = [...operations.AWSCognitoIdentityProviderService.values()];
/** They share the door at which such bodies end: some of each kind of caller will do. */
const some = all.filter((_operation, index) => index % 9 === 0);
/** Of each operation and database; the same ones each time, so that what fails can be tried again. */
const inputs = 8;
const seed = 20_261_125;

describe.each(databases)("Whatever is sent, on %s,", async (kind) => {
  const service = await startForAll(kind);

  /** Gives the status; whatever is answered must be JSON, or nothing. */
  async function send(name: string, body: string | Uint8Array): Promise<number> {
    const response = await fetch(service.current.url, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityProviderService.${name}`,
        ...authorization(),
      },
      body: body as Uint8Array<ArrayBuffer>,
    });
    const answer = await response.text();
    if (answer !== "") JSON.parse(answer);
    return response.status;
  }

  /** A pool with what a call may be about; each operation has its own, for some delete it. */
  async function makeFamiliar(): Promise<Familiar> {
    const app = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    const { make, signIn, signUp, invite, withPassword } = peopleOf(service.current, app);
    await make("anna");
    await signUp("new");
    await invite("guest", { TemporaryPassword: password });
    await service.current.sdk().createGroup({ UserPoolId: app.UserPoolId, GroupName: "group" });
    const tokens = await signIn("anna");
    const { Session = "" } = await withPassword("guest");
    const names = ["anna", "new", "guest", "nobody", emailOf("anna")];
    return {
      ...{ UserPoolId: [app.UserPoolId], ClientId: [app.ClientId], Username: names, GroupName: ["group", "other"] },
      ...{ AccessToken: [tokens.AccessToken], Token: [tokens.RefreshToken], RefreshToken: [tokens.RefreshToken] },
      ...{ Session: [Session], Password: [password], ProposedPassword: [password], PreviousPassword: [password] },
      ...{ ConfirmationCode: ["123456"], Code: ["123456"], UserCode: ["123456"], Domain: ["some-domain"] },
      ...{ Name: ["email", "custom:x", "phone_number", "sub"], Value: ["anna@example.com", "+15551234567", "x", ""] },
      ...{ Filter: ['username ^= "a"', 'email = "x"'], AttributeName: ["email", "phone_number"] },
      ...{ AttributesToGet: ["email", "name"], UserAttributeNames: ["email", "name", "custom:x"] },
      ...{ ProviderName: ["Google", "Cognito", "oidc"], ResourceArn: [arnOf(app.UserPoolId)] },
      "AuthParameters key": ["USERNAME", "PASSWORD", "SRP_A", "REFRESH_TOKEN", "SECRET_HASH", "DEVICE_KEY"],
      "AuthParameters value": ["anna", password, tokens.RefreshToken, "ab".repeat(200)],
      "ChallengeResponses key": ["USERNAME", "NEW_PASSWORD", "ANSWER", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"],
      "ChallengeResponses value": ["anna", "guest", password, "123456"],
    };
  }
  const arnOf = (id: string) => `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${id}`;

  it.for(all)("$name answers, and never with a failure of its own", async (operation: AnyOperation) => {
    const familiar = await makeFamiliar();
    const arbitrary = inputOf(operation.input as never, familiar);
    const failures: { status: number; body: string }[] = [];
    for (const input of fc.sample(arbitrary, { numRuns: inputs, seed })) {
      const body = JSON.stringify(input, withoutBigInts) ?? "{}";
      const status = await send(operation.name, body);
      if (status >= 500) failures.push({ status, body });
    }
    expect(failures).toEqual([]);
  });

  it.each(Object.entries(brokenBodies))("no operation fails by %s", async (_what, body) => {
    const statuses = new Map<string, number>();
    for (const { name } of some) statuses.set(name, await send(name, body));
    expect([...statuses].filter(([, status]) => status >= 500)).toEqual([]);
  });

  it("the service goes on, and what it keeps is whole", async () => {
    const cognito = service.current.sdk();
    const { make, signIn } = peopleOf(service.current, await makeApp(service.current));
    await make("after");
    await signIn("after");
    let NextToken: string | undefined;
    do {
      const page = await cognito.listUserPools({ MaxResults: 60, NextToken });
      for (const { Id } of page.UserPools ?? []) await readAll(Id!);
      NextToken = page.NextToken;
    } while (NextToken);
    /** Everything in a pool can be read, and each user is found by what a list shows of them. */
    async function readAll(UserPoolId: string): Promise<void> {
      await cognito.describeUserPool({ UserPoolId });
      await cognito.listGroups({ UserPoolId });
      await cognito.listUserPoolClients({ UserPoolId, MaxResults: 60 });
      const { Users = [] } = await cognito.listUsers({ UserPoolId });
      for (const { Username } of Users) {
        expect((await cognito.adminGetUser({ UserPoolId, Username })).Username).toBe(Username);
      }
    }
  });
});

const withoutBigInts = (_name: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
