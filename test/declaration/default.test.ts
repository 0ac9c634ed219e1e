import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultDeclaration, defaultIds } from "../../src/declaration/index.ts";
import { declarationSchema } from "../../src/declaration/schema.ts";
import { identityJsUser, signInBySrp } from "../support/identity-js.ts";
import { password, peopleOf, secretHash } from "../support/people.ts";
import { type Poolhouse, start } from "../support/start.ts";
import { place } from "./declare.ts";

const { userPoolId, publicClientId, confidentialClientId } = defaultIds;

describe("A service that nobody has configured", () => {
  let service: Poolhouse;
  beforeAll(async () => {
    service = await start();
  });
  afterAll(() => service.stop());

  it("has two people who sign in through the public client, with a password and by SRP", async () => {
    const people = peopleOf(service);
    for (const name of ["alice", "bob"]) {
      await people.signIn(name);
      const app = { endpoint: service.url, userPoolId, clientId: publicClientId };
      expect(await signInBySrp(identityJsUser(app, name), name, password)).toMatchObject({ kind: "session" });
      expect(await people.attributesOf(name)).toMatchObject({ email: `${name}@example.com`, email_verified: "true" });
    }
    expect((await people.attributesOf("alice")).sub).toBe("a11ce000-0000-4000-8000-000000000001");
    const groups = await people.cognito.adminListGroupsForUser({ UserPoolId: userPoolId, Username: "alice" });
    expect(groups.Groups).toMatchObject([{ GroupName: "admins" }]);
  });

  it("has a client with a secret that is known", async () => {
    const cognito = service.sdk();
    const client = { UserPoolId: userPoolId, ClientId: confidentialClientId };
    const { UserPoolClient } = await cognito.describeUserPoolClient(client);
    const secret = UserPoolClient?.ClientSecret ?? "";
    expect(readFileSync(new URL("../../docs/poolhouse-yaml.md", import.meta.url), "utf8")).toContain(`\`${secret}\``);
    const SECRET_HASH = secretHash(secret, "alice", confidentialClientId);
    const { AuthenticationResult } = await cognito.adminInitiateAuth({
      ...client,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "alice", PASSWORD: password, SECRET_HASH },
    });
    expect(AuthenticationResult).toHaveProperty("RefreshToken");
  });

  it("takes any username, in any case, and verifies an e-mail address", async () => {
    const people = peopleOf(service);
    await people.signUp("Dora@Home", { email: "dora@example.com" });
    await people.confirm("dora@home", "dora@example.com");
    await people.signIn("DORA@HOME");
  });
});

describe("The default declaration", () => {
  it("has its pool in the service's region", () => {
    expect(defaultDeclaration(place).userPools).toMatchObject([{ Id: userPoolId, Region: "us-east-1" }]);
    const inParis = defaultDeclaration({ ...place, region: "eu-west-3" });
    expect(inParis.userPools).toMatchObject([{ Id: "eu-west-3_Poolhouse", Region: "eu-west-3" }]);
  });

  it("stands as a file that says the same is read", () => {
    const declaration = defaultDeclaration(place);
    const userPools = declaration.userPools.map(({ Region, NamedFunctions, ...pool }) => pool);
    expect(declarationSchema(place).parse({ userPools })).toEqual(declaration);
  });
});
