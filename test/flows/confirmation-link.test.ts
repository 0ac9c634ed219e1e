import { describe, expect, it } from "vitest";
import { giveDomain } from "../support/domain.ts";
import { SmsConfiguration } from "../support/mfa.ts";
import { type App, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("A pool that confirms by a link, on %s,", async (kind) => {
  const service = await startForAll(kind);

  const appWithoutDomain = (template: object = {}, pool: Parameters<typeof makeApp>[1] = {}) =>
    makeApp(service.current, {
      AutoVerifiedAttributes: ["email"],
      VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK", ...template },
      ...pool,
    });

  async function app(template?: object): Promise<App> {
    const made = await appWithoutDomain(template);
    await giveDomain(service.current, made.UserPoolId);
    return made;
  }

  async function mailTo(destination: string): Promise<{ subject: string; body: string; link: string }> {
    const query = new URLSearchParams({ destination });
    const mails = await service.current.control<{ subject: string; body: string; link: string }[]>(
      "GET",
      `/messages?${query}`,
    );
    return mails.at(-1)!;
  }

  it("sends a link that confirms its user, once", async () => {
    const { UserPoolId, ClientId } = await app();
    const { signUp, get, signIn } = peopleOf(service.current, { UserPoolId, ClientId });
    await signUp("hanna");
    const { subject, body, link } = await mailTo("hanna@example.com");
    expect(subject).toBe("Your verification link");
    expect(body).toBe(`Please click the link below to verify your email address. Verify Email (${link})`);
    expect(link).toMatch(`${service.current.url}/${UserPoolId}/confirmUser?client_id=${ClientId}&user_name=hanna&`);

    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("cache-control")).toBe("no-store");
    const text = await page.text();
    expect(text).toContain("Your registration has been confirmed!");
    const style = /rel="stylesheet" href="([^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect((await fetch(new URL(style, service.current.url))).headers.get("content-type")).toContain("text/css");
    const user = await get("hanna");
    expect(user.UserStatus).toBe("CONFIRMED");
    expect(user.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
    await signIn("hanna");

    const again = await fetch(link);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain("User cannot be confirmed. Current status is CONFIRMED");
  });

  it("is not followed by who only asks what it leads to, as mail scanners do (HEAD)", async () => {
    const { signUp, get } = peopleOf(service.current, await app());
    await signUp("ida");
    const { link } = await mailTo("ida@example.com");
    const looked = await fetch(link, { method: "HEAD" });
    expect([looked.status, (await get("ida")).UserStatus]).toEqual([200, "UNCONFIRMED"]);
    expect((await fetch(link)).status).toBe(200);
    expect((await get("ida")).UserStatus).toBe("CONFIRMED");
  });

  it("writes the link with the pool's own words, and sends it again", async () => {
    const template = {
      EmailSubjectByLink: "Welcome",
      EmailMessageByLink: "Hello {username}! {##Click here##} to begin.",
    };
    const { UserPoolId, ClientId } = await app(template);
    await peopleOf(service.current, { UserPoolId, ClientId }).signUp("ina");
    const first = await mailTo("ina@example.com");
    await service.current.sdk().resendConfirmationCode({ ClientId, Username: "ina" });
    const second = await mailTo("ina@example.com");
    expect(second).toMatchObject({ subject: "Welcome", body: `Hello ina! Click here (${second.link}) to begin.` });
    expect((await fetch(first.link)).status).toBe(400);
    expect((await fetch(second.link)).status).toBe(200);
  });

  it("takes no link of another user, client or pool, nor one that has expired, and says why in text", async () => {
    const { UserPoolId, ClientId } = await app();
    const other = await app();
    const { signUp, get } = peopleOf(service.current, { UserPoolId, ClientId });
    await signUp("jo");
    await signUp("<b>jo</b>", { email: "other@example.com" });
    const { link } = await mailTo("jo@example.com");
    for (const changed of [
      link.replace("user_name=jo", "user_name=nobody"),
      link.replace("user_name=jo", `user_name=${encodeURIComponent("<b>jo</b>")}`),
      link.replace(ClientId, other.ClientId),
      link.replace(ClientId, "x"),
      link.replace(`/${UserPoolId}/`, `/${other.UserPoolId}/`),
      link.replace(/confirmation_code=\d+/, "confirmation_code="),
      link.slice(0, link.indexOf("?")),
    ]) {
      const page = await fetch(changed);
      expect(page.status, changed).toBe(400);
      expect(await page.text()).not.toContain("<b>");
    }
    await service.current.control("PUT", "/clock", { advance: "PT25H" });
    expect((await fetch(link)).status).toBe(400);
    await service.current.control("PUT", "/clock", { reset: true });
    expect((await get("jo")).UserStatus).toBe("UNCONFIRMED");
    expect((await fetch(link)).status).toBe(200);
  });

  it("lets nobody sign up by mail, and sends no link again, as long as it has no domain", async () => {
    const made = await appWithoutDomain({}, { AutoVerifiedAttributes: ["email", "phone_number"], SmsConfiguration });
    const { cognito, signUp, get } = peopleOf(service.current, made);
    const refused = {
      name: "InvalidParameterException",
      message:
        "Cannot perform specific action because there does not exist a valid use pool domain associated with the user pool",
    };
    await expect(signUp("lea")).rejects.toMatchObject(refused);
    await expect(get("lea")).rejects.toMatchObject({ name: "UserNotFoundException" });
    await signUp("leo", { phone_number: "+15555550301" });

    const domain = { UserPoolId: made.UserPoolId, Domain: await giveDomain(service.current, made.UserPoolId) };
    await signUp("lea");
    await cognito.deleteUserPoolDomain(domain);
    const again = { ClientId: made.ClientId, Username: "lea" };
    await expect(cognito.resendConfirmationCode(again)).rejects.toMatchObject(refused);
    await cognito.createUserPoolDomain(domain);
    await cognito.resendConfirmationCode(again);
    expect((await fetch((await mailTo("lea@example.com")).link)).status).toBe(200);
  });

  it("still sends a code where it is no sign-up", async () => {
    const { ClientId, UserPoolId } = await app();
    const { signUp } = peopleOf(service.current, { UserPoolId, ClientId });
    await signUp("kim");
    await fetch((await mailTo("kim@example.com")).link);
    await service.current.sdk().forgotPassword({ ClientId, Username: "kim" });
    const mail = await mailTo("kim@example.com");
    expect(mail).toMatchObject({ subject: "Your verification code", link: null });
    const ConfirmationCode = await service.current.codeSentTo("kim@example.com");
    await service.current.sdk().confirmForgotPassword({
      ...{ ClientId, Username: "kim", ConfirmationCode, Password: `${password}2` },
    });
  });
});
