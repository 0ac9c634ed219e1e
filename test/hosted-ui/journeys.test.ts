import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserForAll, noBrowser } from "../support/browser.ts";
import { totp } from "../support/mfa.ts";
import { password, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { serveCallback, visit } from "./hosted-app.ts";
import { makeWorld, signIn, submit, type World } from "./states.ts";

describe.skipIf(noBrowser()).each([
  ["managed login", "managed"],
  ["the classic pages", "classic"],
] as const)("Somebody on %s, without JavaScript,", async (_, look) => {
  const service = await startForAll("sqlite");
  const browser = browserForAll();
  let served: Awaited<ReturnType<typeof serveCallback>>;
  let world: World;
  beforeAll(async () => {
    served = await serveCallback();
    world = await makeWorld(service.current, served.callback, look);
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  const open = () => visit(browser.current, { javaScriptEnabled: false });
  const refusal = (page: Page) => page.textContent("[role=alert]");

  async function expectSignedIn(page: Page): Promise<void> {
    await page.waitForURL(`${served.callback}?*`);
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ code: expect.stringMatching(/^[0-9a-f-]{36}$/), state: "s" });
    await page.context().close();
  }

  it("signs in with a password, and the next time without", async () => {
    const page = await open();
    await signIn(page, world.shop, "ann", "wrong");
    expect(await refusal(page)).toBe("Incorrect username or password.");
    expect(await page.inputValue("[name=username]")).toBe("ann");
    await page.fill("[name=password]", password);
    await page.click("[name=signInSubmitButton]");
    await page.waitForURL(`${served.callback}?*`);
    await page.goto(world.shop.url("/oauth2/authorize"));
    await expectSignedIn(page);
  });

  it("signs in by the keyboard alone", async () => {
    const page = await open();
    await page.goto(world.shop.url("/login"));
    const { keyboard } = page;
    await page.waitForSelector("[name=username]:focus");
    await keyboard.type("ann");
    await keyboard.press("Tab");
    await keyboard.type(password);
    await keyboard.press("Enter");
    await expectSignedIn(page);
  });

  it("signs up with what the pool requires, asks for a second code, confirms and is signed in", async () => {
    const page = await open();
    await page.goto(world.shop.url("/login"));
    await page.click("text=Sign up");
    await page.fill("[name=username]", "sue");
    await page.fill("[name='requiredAttributes[given_name]']", "Sue");
    await page.fill("[name='requiredAttributes[birthdate]']", "1990-01-02");
    await page.fill("[name='requiredAttributes[email]']", "sue@example.com");
    await page.fill("[name=password]", password);
    await page.fill("[name=confirmPassword]", `${password}!`);
    await page.click("[name=signUpButton]");
    expect(await refusal(page)).toBe("The passwords do not match.");
    expect(await page.inputValue("[name='requiredAttributes[given_name]']")).toBe("Sue");
    await page.fill("[name=password]", password);
    await page.fill("[name=confirmPassword]", password);
    await page.click("[name=signUpButton]");
    expect(await page.textContent(".description")).toBe("We sent a code to s***@e***");

    await page.fill("[name=code]", "000000");
    await page.click("[name=confirm]");
    expect(await refusal(page)).toBe("Invalid verification code provided, please try again.");
    await page.click("[name=resend]");
    expect(await page.textContent("[role=status]")).toBe("A new code is on its way to s***@e***");
    await page.fill("[name=code]", await service.current.codeSentTo("sue@example.com"));
    await page.click("[name=confirm]");
    await expectSignedIn(page);
    const attributes = await peopleOf(service.current, world.shop).attributesOf("sue");
    expect(attributes).toMatchObject({ given_name: "Sue", birthdate: "1990-01-02", email_verified: "true" });
  });

  it("who has not confirmed is asked for the code when signing in", async () => {
    const page = await open();
    const { cognito, ClientId } = peopleOf(service.current, world.shop);
    const attributes = { given_name: "Una", birthdate: "1990-01-02", email: "una@example.com" };
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    await cognito.signUp({ ClientId, Username: "una", Password: password, UserAttributes });
    await signIn(page, world.shop, "una");
    expect(await refusal(page)).toBe("User is not confirmed.");
    await page.fill("[name=code]", await service.current.codeSentTo("una@example.com"));
    await page.click("[name=confirm]");
    expect(await page.textContent("[role=status]")).toBe("Your account is confirmed. You can sign in now.");
    await page.fill("[name=password]", password);
    await page.click("[name=signInSubmitButton]");
    await expectSignedIn(page);
  });

  it("forgets the password, is told which rules a new one breaks, and chooses a better one", async () => {
    const { make } = peopleOf(service.current, world.shop);
    const given = { given_name: "Flo", birthdate: "1990-01-02" };
    await make("flo", { ...given, email: "flo@example.com", email_verified: "true" });
    const page = await open();
    await page.goto(world.shop.url("/login"));
    await page.click("text=Forgot your password?");
    await page.fill("[name=username]", "flo");
    await page.click("[name=reset_my_password]");
    const code = await service.current.codeSentTo("flo@example.com");
    const choose = async (secret: string) => {
      await page.fill("[name=code]", code);
      await page.fill("[name=password]", secret);
      await page.fill("[name=confirmPassword]", secret);
      await page.click("[name=reset_password]");
    };
    await choose("onlyletters");
    expect(await refusal(page)).toBe("Password did not conform with policy: Password must have uppercase characters");
    expect(await page.locator(".passwordCheck-valid-customizable").allTextContents()).toEqual([
      "At least 8 characters (Met)",
      "A lowercase letter (Met)",
    ]);
    expect(await page.locator(".passwordCheck-notValid-customizable").count()).toBe(3);
    await choose("N3w-password");
    expect(await page.textContent("[role=status]")).toBe("Your password has been changed. You can sign in now.");
    await page.fill("[name=password]", "N3w-password");
    await page.click("[name=signInSubmitButton]");
    await expectSignedIn(page);
  });

  it("whose password an administrator reset sets a new one", async () => {
    const { make, cognito, UserPoolId } = peopleOf(service.current, world.shop);
    const given = { given_name: "Ria", birthdate: "1990-01-02" };
    await make("ria", { ...given, email: "ria@example.com", email_verified: "true" });
    await cognito.adminResetUserPassword({ UserPoolId, Username: "ria" });
    const page = await open();
    await signIn(page, world.shop, "ria");
    expect(await refusal(page)).toBe("Password reset required for the user");
    expect(await page.inputValue("[name=username]")).toBe("ria");
  });

  it("replaces a temporary password and gives what the pool requires", async () => {
    await peopleOf(service.current, world.shop).invite("iris", { TemporaryPassword: password });
    const page = await open();
    await signIn(page, world.shop, "iris");
    await page.fill("[name='requiredAttributes[given_name]']", "Iris");
    await page.fill("[name='requiredAttributes[birthdate]']", "1990-01-02");
    for (const name of ["password", "confirmPassword"]) await page.fill(`[name=${name}]`, "An0ther-one");
    await submit(page);
    await expectSignedIn(page);
  });

  it("shows an authenticator app's code", async () => {
    const page = await open();
    await signIn(page, world.bank, "tom");
    await page.fill("[name=code]", "000000");
    await submit(page);
    expect(await refusal(page)).toBe("Invalid code received for user");
    await page.fill("[name=code]", totp(world.secret, 1));
    await submit(page);
    await expectSignedIn(page);
  });

  it("chooses among second factors", async () => {
    const page = await open();
    await signIn(page, world.bank, "max");
    await page.check("[value=EMAIL_OTP]");
    await submit(page);
    await page.fill("[name=code]", await service.current.codeSentTo("max@example.com"));
    await submit(page);
    await expectSignedIn(page);
  });

  it("sets up an authenticator app from the key on the page", async () => {
    await peopleOf(service.current, world.bank).make(`ada-${look}`, {});
    const page = await open();
    await signIn(page, world.bank, `ada-${look}`);
    await page.check("[value=SOFTWARE_TOKEN_MFA]");
    await submit(page);
    const secret = (await page.textContent(".key")) ?? "";
    await page.fill("[name=code]", "000000");
    await submit(page);
    expect(await refusal(page)).toBe("Code mismatch");
    expect(await page.textContent(".key")).toBe(secret);
    await page.fill("[name=code]", totp(secret));
    await page.fill("[name=deviceName]", "Ada's phone");
    await submit(page);
    await expectSignedIn(page);

    const again = await open();
    await signIn(again, world.bank, `ada-${look}`);
    expect(await again.textContent(".description")).toBe("Open the authenticator app on Ada's phone to see the code");
  });

  it("sets up codes by mail", async () => {
    await peopleOf(service.current, world.bank).make(`kim-${look}`, {});
    const page = await open();
    await signIn(page, world.bank, `kim-${look}`);
    await page.check("[value=EMAIL_OTP]");
    await submit(page);
    await page.fill("[name=email]", `kim-${look}@example.com`);
    await submit(page);
    await page.fill("[name=code]", await service.current.codeSentTo(`kim-${look}@example.com`));
    await submit(page);
    await expectSignedIn(page);
  });

  it("is sent to another provider with the app's request", async () => {
    const page = await open();
    await page.goto(world.shop.url("/login"));
    const href = await page.getAttribute("[data-provider=Acme]", "href");
    const { pathname, searchParams } = new URL(href ?? "", page.url());
    expect(pathname).toBe(`/${world.shop.UserPoolId}/oauth2/authorize`);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      ...{ identity_provider: "Acme", client_id: world.shop.ClientId, redirect_uri: served.callback, state: "s" },
    });
  });

  it("finds the terms that they agree to by signing up", async () => {
    const page = await open();
    await page.goto(world.shop.url("/signup"));
    expect(await page.textContent(".legal")).toContain("By signing up you agree to the terms of use");
    expect(await page.getAttribute(".legal a >> nth=1", "href")).toBe("https://example.com/privacy-policy");
  });
});
