import { CognitoJwtVerifier, JwtRsaVerifier } from "aws-jwt-verify";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { type App, defaultApp, listOf, makeApp, makeClient, peopleOf } from "../support/people.ts";
import { databases, start, startForAll } from "../support/start.ts";

const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

describe.each(databases)("Tokens, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const issuer = (UserPoolId = app.UserPoolId) => `${service.current.url}/${UserPoolId}`;
  const person = {
    email: "anna@example.com",
    email_verified: "true",
    name: "Anna",
    address: "Main Street 1",
    updated_at: "1700000000",
    "custom:size": "42",
  };

  beforeAll(async () => {
    app = await makeApp(service.current, { Schema: [{ Name: "size", AttributeDataType: "Number" }] });
    await peopleOf(service.current, app).make("anna", person);
  });

  it("hold exactly what Cognito's hold", async () => {
    const { signIn, attributesOf } = peopleOf(service.current, app);
    const { sub } = await attributesOf("anna");
    const { AccessToken, IdToken } = await signIn("anna");
    const [access, id] = [decodeJwt(AccessToken), decodeJwt(IdToken)];
    const common = {
      sub,
      iss: issuer(),
      origin_jti: uuid,
      event_id: uuid,
      auth_time: expect.any(Number),
      exp: (access.iat ?? 0) + 3600,
      iat: expect.any(Number),
      jti: uuid,
    };
    expect(access).toEqual({
      ...common,
      client_id: app.ClientId,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
      username: "anna",
    });
    expect(id).toEqual({
      ...common,
      "cognito:username": "anna",
      aud: app.ClientId,
      token_use: "id",
      email: "anna@example.com",
      email_verified: true,
      name: "Anna",
      address: { formatted: "Main Street 1" },
      updated_at: 1700000000,
      "custom:size": "42",
    });
    expect(access.jti).not.toBe(id.jti);
    for (const claim of ["origin_jti", "event_id", "iat", "auth_time"]) expect(access[claim]).toBe(id[claim]);
  });

  it("name two keys of the pool, one for each kind, and nothing else in their headers", async () => {
    const { AccessToken, IdToken } = await peopleOf(service.current, app).signIn("anna");
    const { keys } = (await (await fetch(`${issuer()}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] };
    const headers = [AccessToken, IdToken].map((token) => decodeProtectedHeader(token));
    for (const header of headers) expect(header).toEqual({ kid: expect.any(String), alg: "RS256" });
    expect(new Set(headers.map(({ kid }) => kid))).toEqual(new Set(keys.map(({ kid }) => kid)));
  });

  it("are taken by jose and by aws-jwt-verify under the issuer that they name", async () => {
    const { AccessToken, IdToken } = await peopleOf(service.current, app).signIn("anna");
    const jwksUri = `${issuer()}/.well-known/jwks.json`;
    await jwtVerify(IdToken, createRemoteJWKSet(new URL(jwksUri)), { issuer: issuer(), audience: app.ClientId });

    const jwks = await (await fetch(jwksUri)).json();
    const verifier = JwtRsaVerifier.create({
      issuer: issuer(),
      audience: app.ClientId,
      jwksUri: "https://unused.example",
    });
    verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
    expect(verifier.verifySync(IdToken).token_use).toBe("id");
    expect(() => verifier.verifySync(AccessToken)).toThrow("Missing Audience");
  });

  it("keep their sign-in over a refresh, and tell what is new of the person", async () => {
    const { cognito, UserPoolId, signIn, initiate } = peopleOf(service.current, app);
    await peopleOf(service.current, app).make("bert", { name: "Bert" });
    const first = await signIn("bert");
    await service.current.control("PUT", "/clock", { advance: "PT10M" });
    try {
      const UserAttributes = listOf({ name: "Bertold" });
      await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "bert", UserAttributes });
      const { AuthenticationResult } = await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: first.RefreshToken });
      const [before, after] = [first.IdToken, AuthenticationResult?.IdToken ?? ""].map((token) => decodeJwt(token));
      for (const claim of ["sub", "auth_time", "origin_jti", "event_id", "aud"]) {
        expect(after?.[claim]).toBe(before?.[claim]);
      }
      expect(after?.jti).not.toBe(before?.jti);
      expect(after?.iat).toBeGreaterThanOrEqual((before?.iat ?? 0) + 600);
      expect(after?.name).toBe("Bertold");
    } finally {
      await service.current.control("PUT", "/clock", { reset: true });
    }
  });

  it("live as long as the client says, in its units", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, {
      AccessTokenValidity: 10,
      IdTokenValidity: 300,
      RefreshTokenValidity: 2,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "seconds", RefreshToken: "hours" },
    });
    const { withPassword } = peopleOf(service.current, { ...app, ClientId });
    const { AuthenticationResult: tokens = {} } = await withPassword("anna");
    const [access, id] = [tokens.AccessToken ?? "", tokens.IdToken ?? ""].map((token) => decodeJwt(token));
    expect(tokens.ExpiresIn).toBe(600);
    expect((access?.exp ?? 0) - (access?.iat ?? 0)).toBe(600);
    expect((id?.exp ?? 0) - (id?.iat ?? 0)).toBe(300);
  });

  it("tell what the client may read, and so does GetUser", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, { ReadAttributes: ["email", "custom:size"] });
    const { signIn, cognito } = peopleOf(service.current, { ...app, ClientId });
    const { IdToken, AccessToken } = await signIn("anna");
    const id = decodeJwt(IdToken);
    expect(id).toMatchObject({ email: "anna@example.com", "custom:size": "42" });
    for (const name of ["name", "email_verified", "address"]) expect(id).not.toHaveProperty(name);
    const { UserAttributes } = await cognito.getUser({ AccessToken });
    expect(UserAttributes?.map(({ Name }) => Name).sort()).toEqual(["custom:size", "email", "sub"]);
  });

  it("are written only by clients that may write the attribute", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, { WriteAttributes: ["name"] });
    const { signIn, cognito, make } = peopleOf(service.current, { ...app, ClientId });
    await make("carla");
    const { AccessToken } = await signIn("carla");
    const write = (attributes: Record<string, string>) =>
      cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf(attributes) });
    await write({ name: "Carla" });
    await expect(write({ name: "Carla", nickname: "C" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "A client attempted to write unauthorized attribute",
    });
  });

  it("name no origin where the client has no revocation", async () => {
    const ClientId = await makeClient(service.current, app.UserPoolId, { EnableTokenRevocation: false });
    const { signIn } = peopleOf(service.current, { ...app, ClientId });
    const { AccessToken, IdToken } = await signIn("anna");
    const [access, id] = [decodeJwt(AccessToken), decodeJwt(IdToken)];
    expect(access.jti).toEqual(uuid);
    for (const [token, claim] of [
      [access, "origin_jti"],
      [id, "origin_jti"],
      [id, "jti"],
    ] as const) {
      expect(token).not.toHaveProperty(claim);
    }
  });

  it("name groups in the order of their precedence, and their roles", async () => {
    const { cognito, UserPoolId, make, signIn } = peopleOf(service.current, app);
    await make("dora");
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    const groups = { unranked: undefined, second: 2, first: 1 };
    for (const [GroupName, Precedence] of Object.entries(groups)) {
      await cognito.createGroup({ UserPoolId, GroupName, Precedence, RoleArn: role(GroupName) });
      await cognito.adminAddUserToGroup({ UserPoolId, Username: "dora", GroupName });
    }
    const { AccessToken, IdToken } = await signIn("dora");
    const names = ["first", "second", "unranked"];
    expect(decodeJwt(AccessToken)["cognito:groups"]).toEqual(names);
    expect(decodeJwt(AccessToken)).not.toHaveProperty("cognito:roles");
    expect(decodeJwt(IdToken)).toMatchObject({
      "cognito:groups": names,
      "cognito:roles": names.map(role),
      "cognito:preferred_role": role("first"),
    });
  });

  it("follow a change of their groups", async () => {
    const { cognito, UserPoolId, make, signIn } = peopleOf(service.current, app);
    await make("emil");
    const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
    for (const [GroupName, Precedence] of Object.entries({ readers: 1, writers: 2 })) {
      await cognito.createGroup({ UserPoolId, GroupName, Precedence, RoleArn: role(GroupName) });
      await cognito.adminAddUserToGroup({ UserPoolId, Username: "emil", GroupName });
    }
    await cognito.updateGroup({ UserPoolId, GroupName: "writers", Precedence: 0, RoleArn: role("editors") });
    expect(decodeJwt((await signIn("emil")).IdToken)).toMatchObject({
      "cognito:groups": ["writers", "readers"],
      "cognito:roles": [role("editors"), role("readers")],
      "cognito:preferred_role": role("editors"),
    });
  });
});

describe("Tokens under AWS's own issuer", () => {
  it("are taken by CognitoJwtVerifier, which knows no other", async () => {
    const service = await start({ environment: { POOLHOUSE_ISSUER: "aws" } });
    try {
      const { UserPoolId: userPoolId, ClientId: clientId } = defaultApp;
      const { AccessToken, IdToken } = await peopleOf(service).signIn("alice");
      expect(decodeJwt(IdToken).iss).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`);
      const jwks = await (await fetch(`${service.url}/${userPoolId}/.well-known/jwks.json`)).json();
      const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: null });
      verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
      const access = await verifier.verify(AccessToken, {
        tokenUse: "access",
        scope: "aws.cognito.signin.user.admin",
        groups: "admins",
      });
      expect(access.username).toBe("alice");
      expect((await verifier.verify(IdToken, { tokenUse: "id" })).email).toBe("alice@example.com");
      await expect(verifier.verify(IdToken, { tokenUse: "access" })).rejects.toThrow("Token use");
    } finally {
      await service.stop();
    }
  });

  it("name the newer host where the pool says so", async () => {
    const service = await start({ environment: { POOLHOUSE_ISSUER: "aws" } });
    try {
      const app = await makeApp(service, { IssuerConfiguration: { Type: "UPDATED" } });
      const { makeSignedIn } = peopleOf(service, app);
      const { IdToken } = await makeSignedIn("anna");
      expect(decodeJwt(IdToken).iss).toBe(`https://issuer-cognito-idp.us-east-1.amazonaws.com/${app.UserPoolId}`);
      const jwks = await (await fetch(`${service.url}/${app.UserPoolId}/.well-known/jwks.json`)).json();
      const verifier = CognitoJwtVerifier.create({
        userPoolId: app.UserPoolId,
        clientId: app.ClientId,
        tokenUse: "id",
      });
      verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);
      expect((await verifier.verify(IdToken)).sub).toBeDefined();
    } finally {
      await service.stop();
    }
  });
});
