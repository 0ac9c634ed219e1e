import { deflateRawSync } from "node:zlib";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { keptLog } from "../declaration/declare.ts";
import { oidc } from "../operations/identity-providers.ts";
import { peopleOf } from "../support/people.ts";
import { databases, start, startForAll } from "../support/start.ts";
import { type Kind, kinds, nameOf, personOf, standInApp, standInPool } from "./stand-in-pool.ts";
import { traveller } from "./traveller.ts";

const codeFlowKinds = kinds.filter((kind) => kind !== "SAML");
const signedKinds = codeFlowKinds.filter((kind) => kind !== "Facebook" && kind !== "LoginWithAmazon");
const samlFailures = { expired: "SAML Assertion has expired", "bad-signature": "Response signature is invalid" };

describe.each(databases)("The stand-in of a provider, on %s", async (kind) => {
  const service = await startForAll(kind, { declaration: standInPool });
  let app: Awaited<ReturnType<typeof standInApp>>;

  beforeAll(async () => {
    app = await standInApp(service.current);
  });

  const claimsOf = async (answer: URLSearchParams) => {
    expect(Object.fromEntries(answer)).toEqual({ code: expect.any(String), state: "s" });
    const { body } = await app.redeem(answer.get("code") ?? "");
    return decodeJwt(body.id_token);
  };

  it.each(kinds)("of type %s signs in whom a test says, with the attributes that are mapped", async (type) => {
    const person = personOf(type, "carl-3", { email: "carl@example.com", name: "Carl" });
    expect(await claimsOf(await app.answerNext(type, { person }))).toMatchObject({
      ...{ "cognito:username": `${nameOf(type)}_carl-3`, email: "carl@example.com", name: "Carl" },
      "cognito:groups": [`${app.UserPoolId}_${nameOf(type)}`],
      identities: [{ userId: "carl-3", providerName: nameOf(type), providerType: type, primary: "true" }],
    });
  });

  it("of Google tells through its People API what no token holds", async () => {
    const person = personOf("Google", "dora", { email: "dora@example.com", genders: "female" });
    expect(await claimsOf(await app.answerNext("Google", { person }))).toMatchObject({ gender: "female" });
  });

  it("is told what an app wants of the sign-in: every kind of the prompt, of the name that was typed none but OIDC", async () => {
    for (const type of codeFlowKinds) {
      const asked = { identity_provider: nameOf(type), prompt: "select_account", login_hint: "ann@example.com" };
      const { url } = await traveller(service.current.url).visit(app.authorizeUrl(asked));
      expect([url.searchParams.get("prompt"), url.searchParams.get("login_hint")]).toEqual([
        ...["select_account", type === "OIDC" ? "ann@example.com" : null],
      ]);
    }
  });

  it("of Apple tells the name beside its code, by a form", async () => {
    const person = personOf("SignInWithApple", "emil", { firstName: "Emil", lastName: "Ek" });
    expect(await claimsOf(await app.answerNext("SignInWithApple", { person }))).toMatchObject({ name: "Emil Ek" });
  });

  it.each(kinds)("of type %s has a page, on which somebody is one of the declared people", async (type) => {
    const browser = traveller(service.current.url);
    const page = await app.begin(type, browser);
    expect(page.url.pathname).toBe(
      `/_standin/${app.UserPoolId}/${nameOf(type)}/${type === "SAML" ? "sso" : "authorize"}`,
    );
    expect(page.text).toContain("ann@example.com");
    const { url } = await browser.submit(page, { person: "0", outcome: "answer" });
    expect(await claimsOf(url.searchParams)).toMatchObject({
      "cognito:username": `${nameOf(type)}_ann-1`,
      name: "Ann",
    });
  });

  it("lets people make somebody up, whose markup stays text", async () => {
    const browser = traveller(service.current.url);
    const made = {
      person: "new",
      subject: "made-up",
      name: "<b>Made</b>",
      email: "made@example.com",
      outcome: "answer",
    };
    const { url } = await browser.submit(await app.begin("OIDC", browser), made);
    expect(await claimsOf(url.searchParams)).toMatchObject({
      ...{ "cognito:username": "OwnOIDC_made-up", name: "<b>Made</b>", email: "made@example.com" },
    });
  });

  it("tells the app when somebody refuses", async () => {
    const browser = traveller(service.current.url);
    const { url } = await browser.submit(await app.begin("OIDC", browser), { outcome: "refuse" });
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ error: "access_denied", error_description: "The user refused.", state: "s" },
    });
    for (const type of kinds) {
      expect((await app.answerNext(type, { refused: true })).get("error")).toBe("access_denied");
    }
  });

  it.each(
    signedKinds.flatMap((type) => (["wrong-nonce", "expired", "bad-signature"] as const).map((one) => [type, one])),
  )("of type %s is refused when it fails by %s", async (type, failure) => {
    const answer = await app.answerNext(type as Kind, { person: personOf(type as Kind, "f"), failure });
    expect([answer.get("error"), answer.get("error_description")]).toEqual(["invalid_request", "Invalid id_token"]);
  });

  it.each(["expired", "bad-signature"] as const)("of type SAML is refused when it fails by %s", async (failure) => {
    const answer = await app.answerNext("SAML", { person: personOf("SAML", "f"), failure });
    expect([answer.get("error"), answer.get("error_description")]).toEqual(["invalid_request", samlFailures[failure]]);
  });

  it("can fail as a whole", async () => {
    for (const type of codeFlowKinds) {
      const answer = await app.answerNext(type, { failure: "error" });
      expect([answer.get("error"), answer.get("error_description")]).toEqual([
        ...["invalid_request", "The provider has failed."],
      ]);
    }
  });

  it("can leave the service without an answer", async () => {
    const answer = await app.answerNext("Facebook", { person: personOf("Facebook", "slow"), failure: "time-out" });
    expect(answer.get("error_description")).toBe("Timeout occurred in calling IdP token endpoint");
  }, 15_000);

  it("of two providers leads to one person, who has a password as well, once both are linked", async () => {
    const people = peopleOf(service.current, app);
    await people.make("paula");
    for (const type of ["Google", "Facebook"] as const) {
      await service.current.sdk().adminLinkProviderForUser({
        UserPoolId: app.UserPoolId,
        DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: "paula" },
        SourceUser: {
          ...{ ProviderName: type, ProviderAttributeName: "Cognito_Subject", ProviderAttributeValue: `paula-${type}` },
        },
      });
    }
    const [google, facebook] = [personOf("Google", "paula-Google"), personOf("Facebook", "paula-Facebook")];
    const first = await claimsOf(await app.answerNext("Google", { person: google }));
    const second = await claimsOf(await app.answerNext("Facebook", { person: facebook }));
    const { IdToken } = await people.signIn("paula");
    expect(new Set([first.sub, second.sub, decodeJwt(IdToken).sub]).size).toBe(1);
    expect(second.identities).toMatchObject([{ providerName: "Google" }, { providerName: "Facebook" }]);
  });

  it("answers as a test says once", async () => {
    await app.answerNext("OIDC", { person: personOf("OIDC", "once") });
    expect((await app.begin("OIDC")).url.pathname).toContain("/_standin/");
  });

  it("takes only what it can do", async () => {
    const set = (name: string, answer: object) =>
      service.current.control("PUT", `/stand-ins/${app.UserPoolId}/${name}/next`, answer);
    await expect(set("Nobody", { refused: true })).rejects.toThrow("404");
    expect((await fetch(`${service.current.url}/_standin/${app.UserPoolId}/%25zz/jwks`)).status).toBe(404);
    await expect(set("Facebook", { person: {}, failure: "wrong-nonce" })).rejects.toThrow(
      "Facebook cannot fail so; it can by time-out, error.",
    );
    await expect(set("OwnOIDC", { failure: "nonsense" })).rejects.toThrow("400");
  });

  it("leads nobody to another host, nor to another pool", async () => {
    const { url } = service.current;
    const at = `${url}/_standin/${app.UserPoolId}`;
    const callbacks = (path: string) => [
      ...[`https://evil.example${path}`, `${url}/us-east-1_Other${path}`, `${url}${path}`],
      ...[`http://evil.${app.Domain}.auth.localhost${path}`, `http://${app.Domain}.auth.localhost/evil${path}`],
      `${url}/${app.UserPoolId}${path}?to=https://evil.example`,
    ];
    for (const redirect_uri of callbacks("/oauth2/idpresponse")) {
      const asked = `${at}/OwnOIDC/authorize?${new URLSearchParams({ client_id: "stand-in", response_type: "code", redirect_uri })}`;
      expect([(await fetch(asked)).status, redirect_uri]).toEqual([400, redirect_uri]);
      const body = new URLSearchParams({ person: "0", outcome: "answer" });
      expect((await fetch(asked, { method: "POST", body, redirect: "manual" })).status).toBe(400);
    }
    for (const consumer of callbacks("/saml2/idpresponse")) {
      const xml = `<AuthnRequest ID="_1" AssertionConsumerServiceURL="${consumer}"><Issuer>x</Issuer></AuthnRequest>`;
      const SAMLRequest = deflateRawSync(xml).toString("base64");
      const asked = `${at}/OwnSAML/sso?${new URLSearchParams({ SAMLRequest })}`;
      expect([(await fetch(asked)).status, consumer]).toEqual([400, consumer]);
    }
    const host = new URL(`http://${app.Domain}.auth.localhost:${new URL(url).port}/oauth2/idpresponse`).href;
    const own = new URLSearchParams({ client_id: "stand-in", response_type: "code", redirect_uri: host });
    expect((await fetch(`${at}/OwnOIDC/authorize?${own}`)).status).toBe(200);
  });

  it("gives nothing to a client that is none, and no code twice", async () => {
    const at = `${service.current.url}/_standin/${app.UserPoolId}/OwnOIDC`;
    expect((await fetch(`${at}/authorize?client_id=another&response_type=code`)).status).toBe(400);
    const wrong = new URLSearchParams({ client_id: "stand-in", client_secret: "wrong" });
    expect((await fetch(`${at}/token`, { method: "POST", body: wrong })).status).toBe(401);
    const right = new URLSearchParams({ client_id: "stand-in", client_secret: "stand-in", code: "forged" });
    expect((await fetch(`${at}/token`, { method: "POST", body: right })).status).toBe(400);
    expect((await fetch(`${at}/userinfo`)).status).toBe(401);
    const scripted = { client_id: "stand-in", response_type: "code", redirect_uri: "javascript:/oauth2/idpresponse" };
    expect((await fetch(`${at}/authorize?${new URLSearchParams(scripted)}`)).status).toBe(400);
    expect((await fetch(`${at}/token`, { method: "POST", body: "a".repeat(70_000) })).status).toBe(413);
    const parts = new FormData();
    parts.set("client_id", "stand-in");
    parts.set("client_secret", new Blob(["stand-in"]));
    expect((await fetch(`${at}/token`, { method: "POST", body: parts })).status).toBe(401);
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    expect((await fetch(`${at}/authorize`, { method: "POST", body: "--x", headers })).status).toBe(400);
  });
});

describe("A service that others can reach", () => {
  const environment = {
    POOLHOUSE_MODE: "shared",
    POOLHOUSE_SECRET: "s".repeat(32),
    POOLHOUSE_ACCESS_KEYS: "test:test",
  };

  it("names its stand-ins in the log, through which anybody signs in as anybody, and lets nobody set their answers", async () => {
    const log = keptLog();
    const shared = await start({ declaration: standInPool, environment, log });
    const next = `/_poolhouse/stand-ins/us-east-1_StandIns/Google/next`;
    const set = await fetch(shared.url + next, { method: "PUT", body: '{"refused":true}' });
    expect(set.status).toBe(403);
    await shared.stop();
    expect(log.lines.filter((line) => line.includes("anybody signs in as anybody"))).toHaveLength(1);
    expect(log.lines.join()).toContain(
      "stand-ins of Facebook, Google, LoginWithAmazon, OwnOIDC, OwnSAML, SignInWithApple",
    );
  });

  it("has no providers without TLS, not on its own machine either", async () => {
    const shared = await start({ environment });
    const sdk = shared.sdk();
    const { UserPool } = await sdk.createUserPool({ PoolName: "shared" });
    const create = (provider: object) =>
      sdk.createIdentityProvider({ UserPoolId: UserPool?.Id, ...oidc("Company"), ...provider });
    await expect(create(oidc("Company", { oidc_issuer: "http://127.0.0.1:1" }))).rejects.toMatchObject({
      message: "OIDC endpoint must start with https://",
    });
    const ProviderDetails = { MetadataURL: "http://localhost/metadata" };
    await expect(create({ ProviderType: "SAML", ProviderDetails })).rejects.toMatchObject({
      message: "MetadataURL must start with https://",
    });
    await shared.stop();
  });
});
