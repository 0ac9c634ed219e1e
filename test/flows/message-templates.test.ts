import { describe, expect, it } from "vitest";
import { EmailConfiguration, makeMfaApp, SmsConfiguration, signingIn } from "../support/mfa.ts";
import { emailOf, listOf, makeApp, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";

interface Sent {
  readonly medium: string;
  readonly subject: string;
  readonly body: string;
  readonly code: string;
}

// What is in a message is the domain's; stores have no part in it.
describe("The words of messages", async () => {
  const service = await startForAll("memory");
  const phone_number = "+15555550300";

  /** The last mail and the last text message to somebody, with `#` for the code in them. */
  async function sentTo(UserPoolId: string, username: string) {
    const query = new URLSearchParams({ userPoolId: UserPoolId, username });
    const messages = await service.current.control<Sent[]>("GET", `/messages?${query}`);
    const last = (wanted: string) => {
      const { subject, body, code } = messages.findLast(({ medium }) => medium === wanted)!;
      return { subject, body: body.replace(code, "#") };
    };
    return { mail: () => last("EMAIL"), text: () => last("SMS") };
  }

  it("are those of the template for codes, and those of the pool's older members where it has none", async () => {
    const older = {
      ...{ SmsVerificationMessage: "Old text {####}", EmailVerificationMessage: "Old mail {####}" },
      EmailVerificationSubject: "Old subject",
    };
    const newer = { SmsMessage: "New text {####}", EmailMessage: "New mail {####}", EmailSubject: "New subject" };
    const settings = { AutoVerifiedAttributes: ["email" as const, "phone_number" as const], SmsConfiguration };
    const { UserPoolId, ClientId } = await makeApp(service.current, { ...settings, ...older });
    const { cognito, signUp } = peopleOf(service.current, { UserPoolId, ClientId });
    await signUp("anna");
    await signUp("bert", { phone_number });
    const mail = async () => (await sentTo(UserPoolId, "anna")).mail();
    const text = async () => (await sentTo(UserPoolId, "bert")).text();
    expect(await mail()).toEqual({ subject: "Old subject", body: "Old mail #" });
    expect(await text()).toEqual({ subject: "", body: "Old text #" });

    await cognito.updateUserPool({ UserPoolId, ...settings, VerificationMessageTemplate: newer });
    for (const Username of ["anna", "bert"]) await cognito.resendConfirmationCode({ ClientId, Username });
    expect(await mail()).toEqual({ subject: "New subject", body: "New mail #" });
    expect(await text()).toEqual({ subject: "", body: "New text #" });
  });

  it("are those of the template for invitations", async () => {
    const { UserPoolId } = await makeApp(service.current, {
      AdminCreateUserConfig: {
        InviteMessageTemplate: {
          SMSMessage: "Text for {username}: {####}",
          EmailMessage: "Mail for {username}: {####}",
          EmailSubject: "Come in",
        },
      },
    });
    await service.current.sdk().adminCreateUser({
      ...{ UserPoolId, Username: "carla", DesiredDeliveryMediums: ["EMAIL", "SMS"] },
      UserAttributes: listOf({ email: emailOf("carla"), phone_number }),
    });
    const { mail, text } = await sentTo(UserPoolId, "carla");
    expect(mail()).toEqual({ subject: "Come in", body: "Mail for carla: #" });
    expect(text()).toEqual({ subject: "", body: "Text for carla: #" });
  });

  it("are the pool's own for codes that are a second factor", async () => {
    const app = await makeMfaApp(service.current, {
      EmailMfaConfiguration: { Subject: "Second step", Message: "Mail: {####}" },
      SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage: "Text: {####}" },
    });
    const { cognito, UserPoolId, make, withPassword } = signingIn(service.current, app);
    await make("dora", { phone_number, email: emailOf("dora"), email_verified: "true" });
    for (const settings of ["EmailMfaSettings", "SMSMfaSettings"]) {
      const preferred = { [settings]: { Enabled: true, PreferredMfa: true } };
      await cognito.adminSetUserMFAPreference({ UserPoolId, Username: "dora", ...preferred });
      await withPassword("dora");
    }
    const { mail, text } = await sentTo(UserPoolId, "dora");
    expect(mail()).toEqual({ subject: "Second step", body: "Mail: #" });
    expect(text()).toEqual({ subject: "", body: "Text: #" });

    await cognito.updateUserPool({
      ...{ UserPoolId, EmailConfiguration, SmsConfiguration, MfaConfiguration: "OPTIONAL" },
      SmsAuthenticationMessage: "Another text: {####}",
    });
    await withPassword("dora");
    expect((await sentTo(UserPoolId, "dora")).text().body).toBe("Another text: #");
  });
});
