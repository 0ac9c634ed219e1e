import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readDeclarationFile } from "../../src/declaration/index.ts";
import { operations } from "../../src/operations/index.ts";
import { declare, mistakesIn, place } from "./declare.ts";

const read = (text: string) => readDeclarationFile(text, "poolhouse.yaml", place);

/** A file of one pool with these members. */
const pool = (members: string) =>
  `userPools:\n  - Id: local_a\n    PoolName: a\n${members.replaceAll(/^/gm, "    ")}\n`;

describe("poolhouse.yaml", () => {
  it("is in the example of its reference as it is read", async () => {
    const page = readFileSync(new URL("../../docs/poolhouse-yaml.md", import.meta.url), "utf8");
    const [, example = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const { userPools } = await read(example);
    expect(userPools).toMatchObject([
      {
        Id: "eu-west-1_Shop",
        Region: "eu-west-1",
        Clients: [{ ClientId: "shopwebshopwebshopweb00001" }, { ClientName: "backend", AccessTokenValidity: 15 }],
        Groups: [{ GroupName: "staff" }],
        Users: [{ Groups: ["staff"] }, { TemporaryPassword: "difference1822" }, { Enabled: false }],
      },
      { Id: "local_6DPnXyZ", Region: "us-east-1", Clients: [], Groups: [], Users: [] },
    ]);
  });

  it.each(["", "userPools:", "userPools: []"])("may declare no pool: %j", async (text) => {
    expect(await read(text)).toEqual({ functions: {}, userPools: [], apis: { apis: [], unhonoured: [] } });
  });

  it.each([
    ["the form of a client", "Clients: [{ ClientId: [] }]", "userPools[0].Clients[0].ClientId: must be text"],
    ["a rule about a user", "Users: [{ Username: ada, Password: short }]", "userPools[0].Users[0].Password: "],
  ])("names mistakes of its apis beside one in %s", async (_, members, mistake) => {
    const authorizers = "Authorizers: { A: { UserPoolArn: !GetAtt a.Arn }, B: { UserPoolArn: !GetAtt b.Arn } }";
    const text = `${pool(members)}apis:\n  Api: { Type: AWS::Serverless::Api, Properties: { Auth: { ${authorizers} } } }\n`;
    const message = await read(text).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(message).toContain(mistake);
    expect(message).toContain("apis.Api.Properties.StageName: is required");
    expect(message).toContain("Auth.Authorizers.B.UserPoolArn: names b.Arn, which is not declared here");
    expect(message).not.toContain("a.Arn");
  });

  it("may name a list and leave out its entries", async () => {
    expect(await read(pool("Clients:\nGroups:\nUsers:"))).toMatchObject({
      userPools: [{ Clients: [], Groups: [], Users: [] }],
    });
  });

  /** Text with a null for each member of an operation's input, and for one that nothing has. */
  const everyMember = (operation: string, separator: string): string => {
    const input = operations.AWSCognitoIdentityProviderService.get(operation)?.input;
    if (!(input instanceof z.ZodObject)) throw new Error(`${operation} takes no structure`);
    const members = Object.keys(input.shape).filter((member) => !["UserPoolId", "PoolName"].includes(member));
    return [...members, "Nonsense"].map((member) => `${member}: ~`).join(separator);
  };

  it.each([
    ["CreateUserPool", pool(everyMember("CreateUserPool", "\n"))],
    ["CreateUserPoolClient", pool(`Clients: [{ ${everyMember("CreateUserPoolClient", ", ")} }]`)],
    ["CreateGroup", pool(`Groups: [{ ${everyMember("CreateGroup", ", ")} }]`)],
    ["AdminCreateUser", pool(`Users: [{ ${everyMember("AdminCreateUser", ", ")} }]`)],
  ])("has a place for all that %s takes", (_operation, text) => {
    const unknown = mistakesIn(text).filter((line) => line.includes("is not known"));
    expect(unknown).toEqual([expect.stringContaining("Nonsense: is not known")]);
  });

  it.each([
    ["eu-central-1_abc", "eu-central-1"],
    ["us-gov-west-1_abc", "us-gov-west-1"],
    ["local_6DPnXyZ", "us-east-1"],
    ["my-pool_1", "us-east-1"],
  ])("puts a pool with the id %s in %s", (Id, Region) => {
    expect(declare({ Id, PoolName: "a" }).userPools).toMatchObject([{ Id, Region }]);
  });

  it("judges roles and functions by the pool's region and the service's account", () => {
    const arn = "arn:aws:lambda:eu-west-1:123456789012:function:hello";
    const role = "arn:aws:iam::210987654321:role/admin";
    expect(mistakesIn(pool(`LambdaConfig: { PreSignUp: "${arn}" }`))).toEqual([
      "4:19: userPools[0].LambdaConfig: Cross-region lambda functions are not supported",
    ]);
    expect(mistakesIn(pool(`Groups:\n  - { GroupName: admins, RoleArn: "${role}" }`))).toEqual([
      "5:39: userPools[0].Groups[0].RoleArn: Cross-account pass role is not allowed.",
    ]);
  });
});

describe("A mistake in poolhouse.yaml is named with its place:", () => {
  it("every member that a rule refuses, of the pool and of all that is in it, in one pass", () => {
    const text = pool(`MfaConfiguration: "ON"
UserPoolTier: LITE
UserPoolAddOns: { AdvancedSecurityMode: ENFORCED }
Clients:
  - { ClientId: web, ClientName: web, AccessTokenValidity: 48 }
  - { ClientId: app, ClientName: app, RefreshTokenValidity: 4000, TokenValidityUnits: { RefreshToken: days } }
Users:
  - Username: ada
    UserAttributes:
      - { Name: name, Value: Ada }
      - { Name: email, Value: ada at example }
      - { Name: phone_number, Value: "555" }`);
    expect(mistakesIn(text)).toEqual([
      expect.stringMatching(/^4:23: userPools\[0\]\.MfaConfiguration: SMS configuration and Auto verification/),
      expect.stringMatching(
        /^6:21: userPools\[0\]\.UserPoolAddOns: The following features need to be disabled for the LITE/,
      ),
      "8:64: userPools[0].Clients[0].AccessTokenValidity: Invalid range for token validity.",
      "9:65: userPools[0].Clients[1].RefreshTokenValidity: Invalid range for token validity.",
      "14:13: userPools[0].Users[0].UserAttributes[1]: Invalid email address format.",
      "15:13: userPools[0].Users[0].UserAttributes[2]: Invalid phone number format.",
    ]);
  });

  it("a name where a mapping stands, and what is no UUID", () => {
    const text = pool("Groups: [admins]\nClients: [web]\nUsers: [ada, { Username: bob, Sub: 42b }]");
    expect(mistakesIn(text)).toEqual([
      "4:14: userPools[0].Groups[0]: must be a mapping, such as { GroupName: … }",
      "5:15: userPools[0].Clients[0]: must be a mapping, such as { ClientName: …, ClientId: … }",
      "6:13: userPools[0].Users[0]: must be a mapping, such as { Username: … }",
      "6:40: userPools[0].Users[1].Sub: must be a UUID in lower case, such as a11ce000-0000-4000-8000-000000000001",
    ]);
  });

  it("what is missing, misspelt or no value of its kind", () => {
    const text = `
userPools:
  - PoolName: a
    UsernameAtributes: [email]
    Clients:
      - ClientName: web
        ExplicitAuthFlows: [ALLOW_SRP]
    Users:
      - { Username: ada, Password: 12345678 }
`;
    expect(mistakesIn(text)).toEqual([
      "3:5: userPools[0].Id: is required",
      "4:5: userPools[0].UsernameAtributes: is not known; did you mean UsernameAttributes?",
      "6:9: userPools[0].Clients[0].ClientId: is required",
      expect.stringContaining("7:29: userPools[0].Clients[0].ExplicitAuthFlows[0]: must be one of"),
      "9:36: userPools[0].Users[0].Password: must be text: put it in quotes",
    ]);
  });

  it("an id that two pools, or two clients of whichever pools, have", () => {
    const text = `
userPools:
  - { Id: local_a, PoolName: a, Clients: [{ ClientId: web, ClientName: a }] }
  - { Id: local_a, PoolName: b, Clients: [{ ClientId: web, ClientName: b }] }
`;
    expect(mistakesIn(text)).toEqual([
      "4:11: userPools[1].Id: is taken by userPools[0].Id",
      "4:55: userPools[1].Clients[0].ClientId: is taken by userPools[0].Clients[0].ClientId",
    ]);
  });

  it("a group, a username as the pool compares it, a sub or an address that two have", () => {
    const sub = "a11ce000-0000-4000-8000-000000000001";
    const text = pool(`UsernameConfiguration: { CaseSensitive: false }
AliasAttributes: [email]
Groups: [{ GroupName: staff }, { GroupName: staff }]
Users:
  - { Username: ada, Sub: ${sub}, UserAttributes: &mail [{ Name: email, Value: a@b.c }, { Name: email_verified, Value: "true" }] }
  - { Username: ADA }
  - { Username: bob, Sub: ${sub} }
  - { Username: cy, UserAttributes: *mail }`);
    expect(mistakesIn(text).map((line) => line.slice(line.indexOf("]") + 2))).toEqual([
      "Groups[1].GroupName: is taken by Groups[0].GroupName",
      "Users[1].Username: is taken by Users[0].Username",
      "Users[2].Sub: is taken by Users[0].Sub",
      "Users[3].UserAttributes: is taken by Users[0].UserAttributes",
    ]);
  });

  it("an address that is the name of two people", () => {
    const text = pool(
      "UsernameAttributes: [email]\nUsers: [{ Username: a@b.c }, { Username: a@b.c }, { Username: ada }]",
    );
    expect(mistakesIn(text)).toEqual([
      "5:46: userPools[0].Users[1].Username: is taken by Users[0].Username",
      "5:55: userPools[0].Users[2]: Username should be an email.",
    ]);
  });

  it("a password that the pool's policy refuses, without saying which it was", () => {
    const text = pool(`Policies: { PasswordPolicy: { MinimumLength: 12 } }
Users:
  - { Username: ada, Password: lovelace }
  - { Username: bob, TemporaryPassword: short }`);
    expect(mistakesIn(text)).toEqual([
      "6:36: userPools[0].Users[0].Password: Password did not conform with policy: Password not long enough",
      "7:45: userPools[0].Users[1].TemporaryPassword: Password did not conform with policy: Password not long enough",
    ]);
  });

  it("a password for ever and one for the first sign-in, or a status that does not go with it", () => {
    const text = pool(`Users:
  - { Username: ada, Password: Passw0rd!, TemporaryPassword: Passw0rd! }
  - { Username: bob, TemporaryPassword: Passw0rd!, Status: CONFIRMED }`);
    expect(mistakesIn(text)).toEqual([
      "5:66: userPools[0].Users[0].TemporaryPassword: must not stand beside Password",
      "6:64: userPools[0].Users[1].Status: must be FORCE_CHANGE_PASSWORD beside TemporaryPassword",
    ]);
  });

  it("a group that is not declared, and attributes that the pool does not have", () => {
    const text = pool(`Users:
  - { Username: ada, Groups: [staff] }
  - { Username: bob, UserAttributes: [{ Name: custom:plan, Value: pro }] }
  - { Username: cy, UserAttributes: [{ Name: sub, Value: a11ce000-0000-4000-8000-000000000001 }] }`);
    expect(mistakesIn(text)).toEqual([
      "5:35: userPools[0].Users[0].Groups[0]: is not among the pool's Groups",
      "6:42: userPools[0].Users[1].UserAttributes: Attributes did not conform to the schema: Type for attribute {custom:plan} could not be determined",
      "7:41: userPools[0].Users[2].UserAttributes: Cannot modify the non-mutable attribute sub",
    ]);
  });

  it("members that contradict each other, in AWS's words", () => {
    const text = pool(`AliasAttributes: [email]
UsernameAttributes: [email]`);
    expect(mistakesIn(text)).toEqual([
      "4:22: userPools[0].AliasAttributes: Only one of the aliasAttributes or usernameAttributes can be set in a User pool.",
    ]);
    expect(
      mistakesIn(pool("Clients: [{ ClientId: a, ClientName: a, DefaultRedirectURI: https://a.example }]")),
    ).toEqual([
      "4:65: userPools[0].Clients[0].DefaultRedirectURI: The default redirect URI https://a.example is not in the callback URIs list.",
    ]);
  });
});
