import type { Page } from "playwright-core";
import { addProvider } from "../federation/federated-app.ts";
import { samlMetadata } from "../operations/identity-providers.ts";
import type { Face } from "../support/face.ts";
import { SmsConfiguration, signingIn } from "../support/mfa.ts";
import { emailOf, password, peopleOf } from "../support/people.ts";
import { type HostedApp, inAnyColors, makeHostedApp } from "./hosted-app.ts";

/** One page as somebody may see it: how it is reached, in a fresh browser. */
export interface State {
  readonly name: string;
  open(page: Page): Promise<unknown>;
}

const sender = {
  EmailSendingAccount: "DEVELOPER" as const,
  SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/shop@example.com",
};

export const submit = (page: Page) => page.locator("form >> css=[type=submit]").last().click();

export async function signIn(page: Page, app: HostedApp, username: string, secret = password): Promise<void> {
  await page.goto(app.url("/login"));
  await page.fill("[name=username]", username);
  await page.fill("[name=password]", secret);
  await page.click("[name=signInSubmitButton]");
}

/** With a name first, where there is more to choose from than a password. */
export async function giveName(page: Page, app: HostedApp, username: string): Promise<void> {
  await page.goto(app.url("/login"));
  await page.fill("[name=username]", username);
  await page.click("[name=signInSubmitButton]");
}

type Look = "managed" | "classic";

/** A pool that asks much of newcomers, whose app takes other providers' people too. */
async function shop(service: Face, callback: string, look: Look): Promise<HostedApp> {
  const app = await makeHostedApp(service, callback, {
    look: look === "classic" ? "classic" : inAnyColors,
    pool: {
      AutoVerifiedAttributes: ["email"],
      Schema: [
        { Name: "given_name", Required: true },
        { Name: "birthdate", Required: true },
      ],
    },
  });
  const { UserPoolId, ClientId } = app;
  const sdk = service.sdk();
  const oidc = { client_id: "a", client_secret: "b", authorize_scopes: "openid" };
  await sdk.createIdentityProvider({
    ...{ UserPoolId, ProviderName: "Google", ProviderType: "Google", ProviderDetails: oidc },
  });
  await sdk.createIdentityProvider({
    ...{ UserPoolId, ProviderName: "Acme", ProviderType: "OIDC" },
    ProviderDetails: {
      ...{ ...oidc, oidc_issuer: "http://localhost:9", attributes_request_method: "GET" },
      ...{ authorize_url: "http://localhost:9/a", token_url: "http://localhost:9/t" },
      ...{ attributes_url: "http://localhost:9/u", jwks_uri: "http://localhost:9/j" },
    },
  });
  const { UserPoolClient } = await sdk.describeUserPoolClient({ UserPoolId, ClientId });
  await sdk.updateUserPoolClient({
    ...{ ...UserPoolClient, UserPoolId, ClientId },
    SupportedIdentityProviders: ["COGNITO", "Google", "Acme"],
  });
  const terms = { UserPoolId, ClientId, TermsSource: "LINK", Enforcement: "NONE" } as const;
  for (const TermsName of ["terms-of-use", "privacy-policy"]) {
    await sdk.createTerms({ ...terms, TermsName, Links: { "cognito:default": `https://example.com/${TermsName}` } });
  }
  const people = peopleOf(service, app);
  const given = { given_name: "Ann", birthdate: "1990-01-02" };
  await people.make("ann", { ...given, email: "ann@example.com", email_verified: "true" });
  await people.invite("ivy", { TemporaryPassword: password });
  return app;
}

/** A pool that wants a second factor of everybody. */
async function bank(service: Face, callback: string, look: Look) {
  const app = await makeHostedApp(service, callback, {
    look: look === "classic" ? "classic" : inAnyColors,
    pool: { EmailConfiguration: sender },
  });
  const sdk = service.sdk();
  const set = (MfaConfiguration: "ON" | "OPTIONAL") =>
    sdk.setUserPoolMfaConfig({
      ...{ UserPoolId: app.UserPoolId, MfaConfiguration, SmsMfaConfiguration: { SmsConfiguration } },
      ...{ SoftwareTokenMfaConfiguration: { Enabled: true }, EmailMfaConfiguration: {} },
    });
  await set("OPTIONAL");
  const people = signingIn(service, app);
  const withBoth = { email: "max@example.com", email_verified: "true", phone_number: "+14155550100" };
  await people.make("new", {});
  await people.make("tom", {});
  await people.make("max", { ...withBoth, phone_number_verified: "true" });
  const secret = await people.registerApp(await people.signIn("tom"));
  const { UserPoolId } = app;
  const Enabled = { Enabled: true };
  await sdk.adminSetUserMFAPreference({
    ...{ UserPoolId, Username: "max", SMSMfaSettings: Enabled, EmailMfaSettings: Enabled },
  });
  await set("ON");
  return { app, secret };
}

/** A pool whose people choose how to sign in. */
async function club(service: Face, callback: string): Promise<HostedApp> {
  const AllowedFirstAuthFactors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const;
  const app = await makeHostedApp(service, callback, {
    pool: {
      ...{ EmailConfiguration: sender, SmsConfiguration, UsernameAttributes: ["email"] },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: [...AllowedFirstAuthFactors] } },
    },
  });
  const WebAuthnConfiguration = { RelyingPartyId: "localhost", UserVerification: "required" } as const;
  await service.sdk().setUserPoolMfaConfig({ UserPoolId: app.UserPoolId, WebAuthnConfiguration });
  const contacts = { email: "eve@example.com", email_verified: "true", phone_number: "+14155550100" };
  await peopleOf(service, app).make("eve@example.com", { ...contacts, phone_number_verified: "true" });
  return app;
}

/** People are told it: so that pictures can be compared, it has no port that changes. */
const strangersCallback = "https://planner.example/callback";

const strangersPage = (office: HostedApp, client_id: string) =>
  office.url("/login", { client_id, redirect_uri: strangersCallback });

/** A pool of several companies, whose people say by their address which is theirs; and an app of it that registered itself. */
async function office(service: Face, callback: string, look: Look) {
  const style = { auth: { federation: { interfaceStyle: "DROP_DOWN" } }, global: { colorSchemeMode: "DYNAMIC" } };
  const branding = { Settings: { categories: style } };
  const app = await makeHostedApp(service, callback, {
    look: look === "classic" ? "classic" : branding,
    pool: { DcrConfiguration: { OpenDcrEnabled: true } },
  });
  for (const ProviderName of ["North", "South"]) {
    const host = `${ProviderName.toLowerCase()}.example`;
    await addProvider(service, app, {
      ...{ ProviderName, ProviderType: "SAML", IdpIdentifiers: [host] },
      ProviderDetails: { MetadataFile: samlMetadata.replaceAll("idp.example.com", host) },
    });
  }
  const response = await fetch(`${app.pages}/oauth2/register`, {
    ...{ method: "POST", headers: { "content-type": "application/json" } },
    body: JSON.stringify({ redirect_uris: [strangersCallback], client_name: "Holiday planner" }),
  });
  const { client_id: ClientId } = (await response.json()) as { client_id: string };
  if (look === "managed") {
    await service.sdk().createManagedLoginBranding({ UserPoolId: app.UserPoolId, ClientId, ...branding });
  }
  return { office: app, stranger: ClientId };
}

export interface World {
  readonly shop: HostedApp;
  readonly office: HostedApp;
  /** The id of an app of the office that registered itself. */
  readonly stranger: string;
  readonly bank: HostedApp;
  /** Of tom's authenticator app. */
  readonly secret: string;
  readonly club?: HostedApp;
  /** A link by which somebody new of the shop confirms, as pools send it by mail that want it so. */
  link(): Promise<string>;
}

export async function makeWorld(service: Face, callback: string, look: Look): Promise<World> {
  const { app, secret } = await bank(service, callback, look);
  const garden = await shop(service, callback, look);
  return {
    ...{ shop: garden, bank: app, secret, link: () => linkOfSomebody(service, garden) },
    ...(await office(service, callback, look)),
    ...(look === "managed" && { club: await club(service, callback) }),
  };
}

export async function signUp(page: Page, app: HostedApp, username: string, secret = password): Promise<void> {
  await page.goto(app.url("/signup"));
  await page.fill("[name=username]", username);
  await page.fill("[name='requiredAttributes[email]']", `${username}@example.com`);
  await page.fill("[name='requiredAttributes[given_name]']", "Sue");
  await page.fill("[name='requiredAttributes[birthdate]']", "1990-01-02");
  await page.fill("[name=password]", secret);
  await page.fill("[name=confirmPassword]", secret);
  await page.click("[name=signUpButton]");
}

let people = 0;

async function linkOfSomebody(service: Face, app: HostedApp): Promise<string> {
  people += 1;
  const user_name = `guest${people}`;
  const given = { given_name: "Gus", birthdate: "1990-01-02", email: emailOf(user_name) };
  await peopleOf(service, app).signUp(user_name, given);
  const confirmation_code = await service.codeSentTo(emailOf(user_name));
  return `${app.pages}/confirmUser?${new URLSearchParams({ client_id: app.ClientId, user_name, confirmation_code })}`;
}

/** Every page, and the more telling of its states. Those of the choice of factors are managed login's alone. */
export function statesOf({ shop, bank, club, office, stranger, link }: World): State[] {
  const setUp = async (page: Page, method: string) => {
    await signIn(page, bank, "new");
    await page.check(`[value=${method}]`);
    await submit(page);
  };
  const own: State[] = club
    ? [
        { name: "name", open: (page) => page.goto(club.url("/login", { login_hint: "eve@example.com" })) },
        { name: "choose-factor", open: (page) => giveName(page, club, "eve@example.com") },
        {
          name: "enter-password",
          open: async (page) => {
            await giveName(page, club, "eve@example.com");
            await page.check("[value=PASSWORD]");
            await submit(page);
          },
        },
        {
          name: "email-code",
          open: async (page) => {
            await giveName(page, club, "eve@example.com");
            await page.check("[value=EMAIL_OTP]");
            await submit(page);
          },
        },
        {
          name: "add-passkey",
          open: async (page) => {
            await giveName(page, club, "eve@example.com");
            await page.check("[value=PASSWORD]");
            await submit(page);
            await page.fill("[name=password]", password);
            await submit(page);
            await page.waitForURL(`${club.callback}?*`);
            const add = new URLSearchParams({ client_id: club.ClientId, redirect_uri: club.callback });
            await page.goto(`${club.pages}/passkeys/add?${add}`);
          },
        },
      ]
    : [];
  return [
    { name: "sign-in", open: (page) => page.goto(shop.url("/login")) },
    { name: "sign-in-refused", open: (page) => signIn(page, shop, "ann", "wrong") },
    { name: "choose-provider", open: (page) => page.goto(office.url("/login")) },
    {
      name: "choose-provider-refused",
      open: async (page) => {
        await page.goto(office.url("/login"));
        await page.fill("[name=email]", "ann@west.example");
        await page.click("form[action*=selectProvider] button");
      },
    },
    { name: "app-that-registered-itself", open: (page) => page.goto(strangersPage(office, stranger)) },
    ...own,
    { name: "sign-up", open: (page) => page.goto(shop.url("/signup")) },
    { name: "sign-up-refused", open: (page) => signUp(page, shop, "sam", "short A") },
    {
      name: "confirm",
      open: (page) => {
        people += 1;
        return signUp(page, shop, `person${people}`);
      },
    },
    { name: "forgot-password", open: (page) => page.goto(shop.url("/forgotPassword")) },
    {
      name: "reset-password",
      open: async (page) => {
        await page.goto(shop.url("/forgotPassword"));
        await page.fill("[name=username]", "ann");
        await submit(page);
      },
    },
    { name: "new-password", open: (page) => signIn(page, shop, "ivy") },
    { name: "choose-mfa", open: (page) => signIn(page, bank, "max") },
    { name: "app-code", open: (page) => signIn(page, bank, "tom") },
    {
      name: "app-code-refused",
      open: async (page) => {
        await signIn(page, bank, "tom");
        await page.fill("[name=code]", "000000");
        await submit(page);
      },
    },
    { name: "set-up-mfa", open: (page) => signIn(page, bank, "new") },
    { name: "set-up-app", open: (page) => setUp(page, "SOFTWARE_TOKEN_MFA") },
    { name: "set-up-email", open: (page) => setUp(page, "EMAIL_OTP") },
    { name: "confirmed-by-link", open: async (page) => page.goto(await link()) },
    { name: "broken-link", open: (page) => page.goto(`${shop.pages}/confirmUser?client_id=${shop.ClientId}`) },
    { name: "signed-out", open: (page) => page.goto(`${shop.pages}/signedOut?client_id=${shop.ClientId}`) },
    {
      name: "error",
      open: (page) => page.goto(`${shop.pages}/error?error=redirect_mismatch&client_id=${shop.ClientId}`),
    },
  ];
}
