import { describe, expect, it } from "vitest";
import { userAgent } from "../oauth/user-agent.ts";
import { EmailConfiguration, totp, withApp } from "../support/mfa.ts";
import { emailOf, password, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { makeHostedApp } from "./hosted-app.ts";

const callback = "http://localhost:3000/callback";

describe("The pages, filled in as nobody expects,", async () => {
  const service = await startForAll("memory");
  const textOf = async ({ page }: { page?: Response }) => (await page?.clone().text()) ?? "";

  it("take a name with blanks around it for the name, to the end of the sign-in", async () => {
    const app = await makeHostedApp(service.current, callback);
    const { UserPoolId } = app;
    await service.current.sdk().setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "ON", ...withApp });
    await peopleOf(service.current, app).make("mia");
    const browser = userAgent();
    const form = await browser.visit(app.url("/login"));
    const setUp = await browser.submit(form, { username: ` mia${" ".repeat(1000)}`, password });
    const [, secret = ""] = /<code class="key">(\w+)</.exec(await textOf(setUp)) ?? [];
    const { url } = await browser.submit(setUp, { code: totp(secret) });
    expect(url.searchParams.has("code")).toBe(true);
  });

  it("leave the picture of a key out that no picture holds, and tell the key", async () => {
    const address = `${"+".repeat(900)}@example.com`;
    const app = await makeHostedApp(service.current, callback, { pool: { AliasAttributes: ["email"] } });
    const { UserPoolId } = app;
    await service.current.sdk().setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: "ON", ...withApp });
    await peopleOf(service.current, app).make("pia", { email: address, email_verified: "true" });
    const browser = userAgent();
    const setUp = await browser.submit(await browser.visit(app.url("/login")), { username: address, password });
    expect(await textOf(setUp)).toMatch(/<code class="key">\w+</);
  });

  it("take no way to sign in that they do not offer", async () => {
    const app = await makeHostedApp(service.current, callback, {
      pool: { EmailConfiguration, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } } },
    });
    await peopleOf(service.current, app).make("nora");
    const browser = userAgent();
    const choice = await browser.submit(await browser.visit(app.url("/login")), { username: "nora" });
    for (const answer of ["PASSWORD_SRP", "toString", ""]) {
      const refused = await browser.submit({ ...choice, page: choice.page?.clone() as Response }, { answer });
      expect([answer, refused.page?.status]).toEqual([answer, 400]);
    }
  });

  it("tell on each of them whose app it is, where it registered itself", async () => {
    const app = await makeHostedApp(service.current, callback, {
      pool: { AutoVerifiedAttributes: ["email"], DcrConfiguration: { OpenDcrEnabled: true } },
    });
    const redirect_uri = "https://planner.example/cb";
    const registered = await fetch(`${app.pages}/oauth2/register`, {
      method: "POST",
      body: JSON.stringify({ redirect_uris: [redirect_uri], client_name: "Holiday planner" }),
    });
    const { client_id } = (await registered.json()) as { client_id: string };
    const { UserPoolId } = app;
    const style = { UserPoolId, ClientId: client_id, UseCognitoProvidedValues: true };
    await service.current.sdk().createManagedLoginBranding(style);
    const browser = userAgent();
    const form = await browser.visit(app.url("/signup", { client_id, redirect_uri }));
    const told = "Holiday planner (planner.example) wants you to sign in.";
    expect(await textOf(form)).toContain(told);
    const confirm = await browser.submit(form, {
      ...{ username: "olga", password, confirmPassword: password, "requiredAttributes[email]": emailOf("olga") },
    });
    expect(confirm.page?.status).toBe(200);
    expect(await textOf(confirm)).toContain(told);
  });
});
