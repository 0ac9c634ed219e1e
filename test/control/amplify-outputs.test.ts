import { isAmplifyOutputs, parseAmplifyOutputs } from "@aws-amplify/core/internals/utils";
import { describe, expect, it } from "vitest";
import { machineClock } from "../../src/clock.ts";
import { schemaAttributes } from "../../src/domain/pool/schema-attributes.ts";
import { newDomain } from "../../src/domain/pool-domain/new-domain.ts";
import { machineRandom } from "../../src/random.ts";
import { exampleClient, populate } from "../store/examples.ts";
import { freshFace } from "./face.ts";

type Outputs = Parameters<typeof parseAmplifyOutputs>[0];

describe("GET /_poolhouse/amplify_outputs.json", async () => {
  const face = await freshFace();
  const { pool } = await populate(face.database, {
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    MfaConfiguration: "OPTIONAL",
    SchemaAttributes: schemaAttributes([
      { Name: "email", Required: true },
      { Name: "given_name", Required: true },
      { Name: "tier", AttributeDataType: "String" },
    ]),
    Policies: { PasswordPolicy: { MinimumLength: 12, RequireLowercase: true, RequireNumbers: true } },
  });
  const client = exampleClient(pool, { secrets: [] });
  await face.database.clients.insert(client);
  const path = `/amplify_outputs.json?clientId=${client.id}`;

  it("is what Amplify's outputs schema describes", async () => {
    expect(await face.json("GET", path)).toEqual({
      version: "1.4",
      auth: {
        aws_region: "us-east-1",
        user_pool_id: pool.id,
        user_pool_client_id: client.id,
        username_attributes: ["email"],
        standard_required_attributes: ["given_name", "email"],
        user_verification_types: ["email"],
        password_policy: {
          min_length: 12,
          require_lowercase: true,
          require_uppercase: false,
          require_numbers: true,
          require_symbols: false,
        },
        mfa_configuration: "OPTIONAL",
        unauthenticated_identities_enabled: false,
      },
      custom: { userPoolEndpoint: "http://localhost:9500" },
    });
  });

  it("is what Amplify configures an app from", async () => {
    const outputs = await face.json<Outputs>("GET", path);
    expect(isAmplifyOutputs(outputs)).toBe(true);
    expect(parseAmplifyOutputs(outputs)).toEqual({
      Auth: {
        Cognito: {
          userPoolId: pool.id,
          userPoolClientId: client.id,
          loginWith: { email: true, phone: false, username: false },
          userAttributes: { email: { required: true }, given_name: { required: true } },
          passwordFormat: {
            minLength: 12,
            requireLowercase: true,
            requireUppercase: false,
            requireNumbers: true,
            requireSpecialCharacters: false,
          },
          mfa: { status: "optional", smsEnabled: undefined, totpEnabled: undefined },
        },
      },
    });
  });

  it("has people sign in with a username where the pool names nothing else", async () => {
    const { pool } = await populate(face.database);
    const client = exampleClient(pool, { secrets: [] });
    await face.database.clients.insert(client);
    const outputs = await face.json<Outputs>("GET", `/amplify_outputs.json?clientId=${client.id}`);
    expect(parseAmplifyOutputs(outputs).Auth?.Cognito).toMatchObject({
      loginWith: { email: false, phone: false, username: true },
      mfa: { status: "off" },
    });
  });

  it("leads to the public URL that holds now", async () => {
    await face.json("PUT", "/public-url", { publicUrl: "http://localhost:32768" });
    expect(await face.json("GET", path)).toMatchObject({ custom: { userPoolEndpoint: "http://localhost:32768" } });
    await face.json("PUT", "/public-url", { publicUrl: null });
  });

  it("is for a client that exists and has no secret", async () => {
    const confidential = exampleClient(pool);
    await face.database.clients.insert(confidential);
    const refusals = [
      ["", 400, "clientId: name an app client, as in ?clientId=<id>."],
      ["?clientId=nobody", 404, "User pool client nobody does not exist."],
      [
        `?clientId=${confidential.id}`,
        400,
        `App client ${confidential.id} has a secret, which Amplify cannot send: name one without.`,
      ],
    ] as const;
    for (const [query, status, message] of refusals) {
      const response = await face.send("GET", `/amplify_outputs.json${query}`);
      expect([response.status, await response.json()]).toEqual([status, { message }]);
    }
  });

  it("tells where the pages are of a client that uses OAuth, by HTTPS", async () => {
    await face.database.domains.insert(
      newDomain({ clock: machineClock(), random: machineRandom }, { pool, input: { Domain: "people" } }),
    );
    expect(await face.json<Outputs>("GET", path)).not.toHaveProperty("auth.oauth");
    const web = exampleClient(pool, {
      secrets: [],
      settings: {
        ...{ ClientName: "web", AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"] },
        ...{ AllowedOAuthScopes: ["openid"], SupportedIdentityProviders: ["COGNITO", "Google"] },
        ...{ CallbackURLs: ["https://app.example/"], LogoutURLs: ["https://app.example/bye"] },
      },
    });
    await face.database.clients.insert(web);
    const outputs = await face.json<Outputs>("GET", `/amplify_outputs.json?clientId=${web.id}`);
    expect(parseAmplifyOutputs(outputs).Auth?.Cognito.loginWith?.oauth).toEqual({
      ...{ domain: `localhost:9543/${pool.id}`, scopes: ["openid"], providers: ["Google"], responseType: "code" },
      ...{ redirectSignIn: ["https://app.example/"], redirectSignOut: ["https://app.example/bye"] },
    });
  });
});
