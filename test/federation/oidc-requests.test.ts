import type { CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWebApp } from "../oauth/app.ts";
import { startForAll } from "../support/start.ts";
import { type BentOidc, bentClient, openBentOidc } from "./bent-oidc.ts";
import { addProvider, bentProvider, makeFederatedApp } from "./federated-app.ts";
import { traveller } from "./traveller.ts";

describe("What an OpenID provider is asked", async () => {
  const service = await startForAll("sqlite");
  let bent: BentOidc;

  beforeAll(async () => {
    bent = await openBentOidc();
  });
  afterAll(() => bent?.close());

  const of = (path: string) => bent.requests.findLast((request) => request.path === path);

  it("at its authorization endpoint: a code, for the pool's callback, with a state and a nonce and no code challenge", async () => {
    const app = await makeFederatedApp(service.current, bent);
    await app.comeBack({ login_hint: "anna@there.example", prompt: "login consent" });
    const query = of("/authorize")?.body ?? new URLSearchParams();
    expect(Object.fromEntries(query)).toEqual({
      ...{ client_id: bentClient.client_id, redirect_uri: `${app.base}/oauth2/idpresponse`, response_type: "code" },
      ...{ scope: "openid email", login_hint: "anna@there.example", prompt: "login consent" },
      ...{ state: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/^[\w-]{43}$/) },
    });
  });

  describe("for the levels of a pool", () => {
    const AcrMapping = { Level1: "urn:low", Level3: "urn:high" };
    const loa = (level: number) => `urn:cognito:loa:${level}`;

    /** What tokens tell of somebody for whom the app wants a level, and what the provider was asked. */
    async function told(
      acr_values: string | undefined,
      idToken: object,
      pool: Partial<CreateUserPoolCommandInput> = {},
    ) {
      const app = await makeFederatedApp(service.current, bent, { pool, provider: { AcrMapping } });
      bent.bend = { idToken: (claims) => ({ ...claims, ...idToken }) };
      const answer = await app.comeBack(acr_values === undefined ? {} : { acr_values });
      bent.bend = {};
      const { acr, amr } = decodeJwt((await app.redeem(answer.get("code") ?? "")).body.id_token);
      return { asked: of("/authorize")?.body.get("acr_values"), acr, amr };
    }

    it("by its own names of them, and tokens tell by the pool's which it reached", async () => {
      const idToken = { acr: "urn:high", amr: ["pwd", "face", "otp", "mfa"] };
      expect(await told(`${loa(4)} ${loa(3)} urn:unknown ${loa(1)}`, idToken)).toEqual({
        ...{ asked: "urn:high urn:low", acr: loa(3), amr: ["pwd", "otp", "mfa"] },
      });
      const AcrConfiguration = { Level3: { AcrValue: "urn:shop:strong" } };
      expect(await told("urn:shop:strong", idToken, { AcrConfiguration })).toMatchObject({ acr: "urn:shop:strong" });
    });

    it("of which what it says without a name for it is the lowest, and what it leaves out is none", async () => {
      expect(await told(loa(3), { acr: "urn:another", amr: ["face"] })).toMatchObject({ acr: loa(1), amr: ["fed"] });
      expect(await told(loa(3), {})).toEqual({ asked: "urn:high", acr: undefined, amr: ["fed"] });
    });

    it("unless the app wants none", async () => {
      expect(await told(undefined, { acr: "urn:high" })).toEqual({ asked: null, acr: undefined, amr: undefined });
    });
  });

  it("at its token endpoint: with the secret in the body", async () => {
    const app = await makeFederatedApp(service.current, bent);
    await app.comeBack();
    expect(of("/token")).toMatchObject({ method: "POST", authorization: undefined });
    expect(Object.fromEntries(of("/token")?.body ?? [])).toMatchObject({
      ...{ ...bentClient, grant_type: "authorization_code", redirect_uri: `${app.base}/oauth2/idpresponse` },
    });
  });

  it.each(["GET", "POST"])(
    "for userInfo by %s, as the pool says, with the access token as a bearer",
    async (method) => {
      const app = await makeWebApp(service.current);
      const details = { attributes_request_method: method };
      await addProvider(service.current, app, bentProvider(bent, { email: "email" }, details));
      const browser = traveller(service.current.url, bent.issuer);
      await browser.visit(app.authorizeUrl({ identity_provider: "Bent" }));
      expect(of("/userinfo")).toMatchObject({ method, authorization: "Bearer an-access-token" });
    },
  );

  it("at endpoints that were given by hand, and its discovery document not at all", async () => {
    const manual = await openBentOidc();
    const app = await makeWebApp(service.current);
    const at = (path: string) => `${manual.issuer}${path}`;
    const details = {
      ...{ authorize_url: at("/authorize"), token_url: at("/token") },
      ...{ attributes_url: at("/userinfo"), jwks_uri: at("/jwks") },
    };
    await addProvider(service.current, app, bentProvider(manual, { email: "email" }, details));
    const browser = traveller(service.current.url, manual.issuer);
    const { url } = await browser.visit(app.authorizeUrl({ identity_provider: "Bent" }));
    expect(url.searchParams.has("code")).toBe(true);
    expect(manual.requests.map(({ path }) => path)).toEqual(["/authorize", "/token", "/jwks", "/userinfo"]);
    await manual.close();
  });

  it("once it can be reached, where it could not be when it was made", async () => {
    const app = await makeWebApp(service.current);
    const late = await openBentOidc();
    late.redirects.set("/.well-known/openid-configuration", "https://nowhere.example/");
    await addProvider(service.current, app, bentProvider(late));
    const browser = traveller(service.current.url, late.issuer);
    const ask = () => browser.visit(app.authorizeUrl({ identity_provider: "Bent" }));
    expect((await ask()).url.searchParams.get("error_description")).toBe(
      "Bent Error - 500 Unable to contact well-known endpoint",
    );
    late.redirects.clear();
    expect((await ask()).url.searchParams.has("code")).toBe(true);
    const { IdentityProvider } = await service.current
      .sdk()
      .describeIdentityProvider({ UserPoolId: app.UserPoolId, ProviderName: "Bent" });
    expect(IdentityProvider?.ProviderDetails?.token_url).toBe(`${late.issuer}/token`);
    await late.close();
  });
});
