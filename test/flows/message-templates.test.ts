import { describe, expect, it } from "vitest";
import { giveDomain } from "../support/domain.ts";
import { EmailConfiguration, SmsConfiguration } from "../support/mfa.ts";
import { emailOf, listOf, peopleOf } from "../support/people.ts";
import { poolWays } from "../support/pool-ways.ts";
import { startForAll } from "../support/start.ts";

interface Sent {
  readonly medium: string;
  readonly subject: string;
  readonly body: string;
  readonly code: string;
}

// What is in a message is the domain's: stores have no part in it.
describe.each(Object.entries(poolWays))("The words of messages in a pool that is %s", async (_way, poolThat) => {
  const service = await startForAll("memory");
  const phone_number = "+15555550300";
  const peopleWith = async (settings: Parameters<typeof poolThat>[1]) =>
    peopleOf(service.current, await poolThat(service.current, settings));

  /** The last mail and the last text message of a pool, with `#` for the code in them. */
  async function lastOf(userPoolId: string) {
    const query = new URLSearchParams({ userPoolId });
    const messages = await service.current.control<Sent[]>("GET", `/messages?${query}`);
    const last = (wanted: string) => {
      const { subject, body, code } = messages.findLast(({ medium }) => medium === wanted)!;
      return { subject, body: body.replace(code, "#") };
    };
    return { mail: last("EMAIL"), text: last("SMS") };
  }

  const verifying = { AutoVerifiedAttributes: ["email" as const, "phone_number" as const], SmsConfiguration };
  const older = {
    ...{ SmsVerificationMessage: "Old text {####}", EmailVerificationMessage: "Old mail {####}" },
    EmailVerificationSubject: "Old subject",
  };

  it("are those of the template for codes", async () => {
    const { UserPoolId, signUp } = await peopleWith({
      ...verifying,
      VerificationMessageTemplate: {
        ...{ SmsMessage: "Text {####}", EmailMessage: "Mail {####}", EmailSubject: "Subject" },
        DefaultEmailOption: "CONFIRM_WITH_CODE",
      },
    });
    await signUp("anna");
    await signUp("bert", { phone_number });
    expect(await lastOf(UserPoolId)).toEqual({
      mail: { subject: "Subject", body: "Mail #" },
      text: { subject: "", body: "Text #" },
    });
  });

  it("are those of the older members where there is no template for codes", async () => {
    const { UserPoolId, signUp } = await peopleWith({ ...verifying, ...older });
    await signUp("anna");
    await signUp("bert", { phone_number });
    expect(await lastOf(UserPoolId)).toEqual({
      mail: { subject: "Old subject", body: "Old mail #" },
      text: { subject: "", body: "Old text #" },
    });
  });

  it("are those of the template for links, where that is how the pool confirms", async () => {
    const { UserPoolId, signUp } = await peopleWith({
      AutoVerifiedAttributes: ["email"],
      VerificationMessageTemplate: {
        ...{ EmailSubjectByLink: "Follow me", EmailMessageByLink: "Take {##this way##}" },
        DefaultEmailOption: "CONFIRM_WITH_LINK",
      },
    });
    await giveDomain(service.current, UserPoolId);
    await signUp("anna");
    const query = new URLSearchParams({ userPoolId: UserPoolId });
    const mails = await service.current.control<(Sent & { link: string })[]>("GET", `/messages?${query}`);
    expect(mails).toMatchObject([{ subject: "Follow me", body: `Take this way (${mails[0]?.link})` }]);
  });

  it("are those of the template for invitations", async () => {
    const { cognito, UserPoolId } = await peopleWith({
      AdminCreateUserConfig: {
        InviteMessageTemplate: {
          SMSMessage: "Text for {username}: {####}",
          EmailMessage: "Mail for {username}: {####}",
          EmailSubject: "Come in",
        },
      },
    });
    await cognito.adminCreateUser({
      ...{ UserPoolId, Username: "carla", DesiredDeliveryMediums: ["EMAIL", "SMS"] },
      UserAttributes: listOf({ email: emailOf("carla"), phone_number }),
    });
    expect(await lastOf(UserPoolId)).toEqual({
      mail: { subject: "Come in", body: "Mail for carla: #" },
      text: { subject: "", body: "Text for carla: #" },
    });
  });

  it("are the pool's own for codes that are a second factor", async () => {
    const { cognito, UserPoolId, make, withPassword } = await peopleWith({
      ...{ EmailConfiguration, SmsConfiguration, MfaConfiguration: "OPTIONAL" },
      ...{ AutoVerifiedAttributes: ["phone_number"], SmsAuthenticationMessage: "Pool's text: {####}" },
    });
    await make("dora", { phone_number, email: emailOf("dora"), email_verified: "true" });
    async function askFor(settings: "SMSMfaSettings" | "EmailMfaSettings") {
      const preferred = { [settings]: { Enabled: true, PreferredMfa: true } };
      await cognito.adminSetUserMFAPreference({ UserPoolId, Username: "dora", ...preferred });
      await withPassword("dora");
    }
    await askFor("SMSMfaSettings");
    const query = new URLSearchParams({ userPoolId: UserPoolId });
    const [sent] = await service.current.control<Sent[]>("GET", `/messages?${query}`);
    expect(sent?.body).toBe(`Pool's text: ${sent?.code}`);

    await cognito.setUserPoolMfaConfig({
      ...{ UserPoolId, MfaConfiguration: "OPTIONAL" },
      EmailMfaConfiguration: { Subject: "Second step", Message: "Mail: {####}" },
      SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage: "Text: {####}" },
    });
    await askFor("SMSMfaSettings");
    await askFor("EmailMfaSettings");
    expect(await lastOf(UserPoolId)).toEqual({
      mail: { subject: "Second step", body: "Mail: #" },
      text: { subject: "", body: "Text: #" },
    });
  });
});
