import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { makeHostedApp } from "../hosted-ui/hosted-app.ts";
import { EmailConfiguration, makeMfaApp, withEmail } from "../support/mfa.ts";
import { emailOf, everyFlow, password, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { callback, post, type WebApp, webAppOf, webClient } from "./app.ts";
import { userAgent } from "./user-agent.ts";

const loa = (level: number) => `urn:cognito:loa:${level}`;

// How a level is reached, test/flows/assurance.test.ts shows; at other providers, test/federation/oidc-requests.test.ts.
describe("An app that wants its people to have signed in surely, or not long ago,", async () => {
  const service = await startForAll("memory");
  let app: WebApp;

  beforeAll(async () => {
    const made = await makeMfaApp(service.current, withEmail, {}, webClient);
    const Domain = "surely";
    await service.current.sdk().createUserPoolDomain({ UserPoolId: made.UserPoolId, Domain, ManagedLoginVersion: 2 });
    app = await webAppOf(service.current, { ...made, Domain });
  });

  async function told(url: URL) {
    const { acr, amr } = decodeJwt((await app.redeem(url.searchParams.get("code") ?? String(url))).body.id_token);
    return { acr, amr };
  }

  it("is told which level a password alone reaches, if it asks", async () => {
    await peopleOf(service.current, app).make("anna");
    const signIn = (asked: object) => userAgent().signIn(app.authorizeUrl({ ...asked }), "anna");
    expect(await told(await signIn({ acr_values: loa(1) }))).toEqual({ acr: loa(1), amr: ["pwd"] });
    expect(await told(await signIn({ acr_values: "urn:unknown" }))).toEqual({ acr: undefined, amr: undefined });
    expect(await told(await signIn({}))).toEqual({ acr: undefined, amr: undefined });
  });

  it("has them asked for a second factor where the level takes one", async () => {
    await peopleOf(service.current, app).make("bert", { email: emailOf("bert"), email_verified: "true" });
    const browser = userAgent();
    const page = await browser.visit(app.authorizeUrl({ acr_values: loa(3) }));
    const question = await browser.submit(page, { username: "bert", password });
    const code = await service.current.codeSentTo(emailOf("bert"));
    const { url } = await browser.submit(question, { code });
    expect(await told(url)).toEqual({ acr: loa(3), amr: ["pwd", "email_otp", "mfa"] });
    expect(await told((await browser.visit(app.authorizeUrl({ acr_values: loa(2) }))).url)).toMatchObject({
      acr: loa(3),
    });
  });

  it("has nobody let in by a code alone whose app lets people in by passwords", async () => {
    const made = await makeHostedApp(service.current, callback, {
      pool: { EmailConfiguration, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
      client: { ExplicitAuthFlows: everyFlow },
    });
    await peopleOf(service.current, made).make("paula");
    const browser = userAgent();
    const page = await browser.visit(new URL(made.url("/oauth2/authorize", { acr_values: loa(2) })));
    const question = await browser.submit(page, { username: "paula" });
    const text = (await question.page?.text()) ?? "";
    expect(text).toContain('type="password"');
    expect(text).not.toContain('name="code"');
  });

  it("has them sign in anew whose session in the browser is of a lower level", async () => {
    await peopleOf(service.current, app).make("carl");
    const browser = userAgent();
    await browser.signIn(app.authorizeUrl(), "carl");
    const ask = (asked: Record<string, string>) => browser.visit(app.authorizeUrl(asked));
    expect(await told((await ask({ acr_values: loa(1) })).url)).toEqual({ acr: loa(1), amr: ["pwd"] });
    expect(await told((await ask({})).url)).toEqual({ acr: undefined, amr: undefined });
    expect((await ask({ acr_values: `${loa(3)} ${loa(1)}` })).url.pathname).toBe(`/${app.UserPoolId}/login`);
    const silent = await ask({ acr_values: loa(3), prompt: "none" });
    expect(silent.url.searchParams.get("error")).toBe("login_required");
  });

  it("has them sign in anew who last did longer ago than max_age", async () => {
    await peopleOf(service.current, app).make("dora");
    const browser = userAgent();
    await browser.signIn(app.authorizeUrl(), "dora");
    const ask = async (max_age: string) => (await browser.visit(app.authorizeUrl({ max_age }))).url;
    expect((await ask("600")).searchParams.has("code")).toBe(true);
    const path = `/clock?userPoolId=${app.UserPoolId}`;
    await service.current.control("PUT", path, { advance: "PT10M1S" });
    expect((await ask("600")).pathname).toBe(`/${app.UserPoolId}/login`);
    expect((await ask("660")).searchParams.has("code")).toBe(true);
    expect((await ask("soon")).searchParams.get("error")).toBe("invalid_request");
    await service.current.control("PUT", path, { reset: true });
  });

  it("asks in vain where the pool's plan has no levels, and is not refused", async () => {
    const lite = await makeHostedApp(service.current, callback, {
      ...{ look: "classic", pool: { UserPoolTier: "LITE" }, client: { ExplicitAuthFlows: everyFlow } },
    });
    await peopleOf(service.current, lite).make("emil");
    const at = await userAgent().signIn(lite.url("/oauth2/authorize", { acr_values: loa(1) }), "emil");
    const fields = { grant_type: "authorization_code", client_id: lite.ClientId, redirect_uri: callback };
    const { body } = await post(`${lite.pages}/oauth2/token`, { ...fields, code: at.searchParams.get("code") ?? "" });
    expect(decodeJwt(body.id_token)).not.toHaveProperty("acr");
  });
});
