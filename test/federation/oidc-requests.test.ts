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
