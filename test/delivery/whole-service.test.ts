import { describe, expect, it } from "vitest";
import { makeApp, password, peopleOf } from "../support/people.ts";
import { poolWays } from "../support/pool-ways.ts";
import { type Poolhouse, start } from "../support/start.ts";
import { type MailServer, mailServer } from "./mail-server.ts";

describe("The mail of a whole service", () => {
  it("goes to the SMTP server and into the outbox, in the pool's own words and name", async () => {
    await using server = await mailServer();
    await using service = await startWith(server);
    const app = await makeApp(service, {
      AutoVerifiedAttributes: ["email"],
      EmailConfiguration: { ReplyToEmailAddress: "help@shop.example" },
      VerificationMessageTemplate: {
        EmailSubject: "Welcome to the shop",
        EmailMessage: "<p>Hello {username},</p><p>your code is <b>{####}</b>.</p>",
      },
    });
    await peopleOf(service, app).signUp("dora");

    const code = await service.codeSentTo("dora@example.com");
    const [mail, ...others] = server.received;
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ from: "no-reply@verificationemail.com", to: ["dora@example.com"] });
    expect(mail?.source).toContain("Subject: Welcome to the shop\r\n");
    expect(mail?.source).toContain("Reply-To: help@shop.example\r\n");
    expect(mail?.source).toContain(`<p>Hello dora,</p><p>your code is <b>${code}</b>.</p>`);
    expect(mail?.source).toContain(`Hello dora,\r\nyour code is ${code}.\r\n`);
  });

  it.each(Object.values(poolWays))(
    "comes from the sender that the pool names, or else from its identity",
    async (poolThat) => {
      await using server = await mailServer();
      await using service = await startWith(server);
      const identity = { EmailSendingAccount: "DEVELOPER", SourceArn: identityOf("shop@example.com") } as const;
      const mailFrom = async (given: { From?: string; ReplyToEmailAddress?: string }) => {
        const EmailConfiguration = { ...identity, ...given };
        const app = await poolThat(service, { AutoVerifiedAttributes: ["email"], EmailConfiguration });
        await peopleOf(service, app).signUp("dora");
        return server.received.at(-1);
      };
      expect((await mailFrom({}))?.from).toBe("shop@example.com");
      const named = await mailFrom({ From: "The Shop <hello@shop.example>", ReplyToEmailAddress: "help@shop.example" });
      expect(named?.from).toBe("hello@shop.example");
      expect(named?.source).toContain("From: The Shop <hello@shop.example>\r\n");
      expect(named?.source).toContain("Reply-To: help@shop.example\r\n");
    },
  );

  it("tells of a blocked sign-in in the words and under the name that the pool's risk configuration gives", async () => {
    await using server = await mailServer();
    await using service = await startWith(server);
    const app = await makeApp(service, {
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } },
    });
    const { cognito, UserPoolId, make, signIn } = peopleOf(service, app);
    const mailOf = async (name: string, Notify: boolean, envelope: { From?: string; ReplyTo?: string } = {}) => {
      await cognito.setRiskConfiguration({
        UserPoolId,
        RiskExceptionConfiguration: { BlockedIPRangeList: ["0.0.0.0/0", "::/0"] },
        AccountTakeoverRiskConfiguration: {
          Actions: { HighAction: { Notify, EventAction: "BLOCK" } },
          NotifyConfiguration: {
            ...{ SourceArn: identityOf("safety@example.com"), ...envelope },
            BlockEmail: { Subject: "Was it you?", HtmlBody: "<b>{username}</b>", TextBody: "Dear {username}" },
          },
        },
      });
      await make(name);
      await expect(signIn(name)).rejects.toMatchObject({ name: "NotAuthorizedException" });
      // The mail goes out when the answer has left; whoever reads the history waits for it.
      await cognito.adminListUserAuthEvents({ UserPoolId, Username: name });
      return server.received.find(({ to }) => to.includes(`${name}@example.com`));
    };
    expect(await mailOf("dora", false)).toBeUndefined();
    const usual = await mailOf("emil", true);
    expect(usual?.from).toBe("safety@example.com");
    for (const part of ["Subject: Was it you?\r\n", "<b>emil</b>", "Dear emil"]) expect(usual?.source).toContain(part);
    const named = await mailOf("fritz", true, { From: "guard@shop.example", ReplyTo: "help@shop.example" });
    expect(named?.from).toBe("guard@shop.example");
    expect(named?.source).toContain("Reply-To: help@shop.example\r\n");
  });

  it("has no markup that somebody's username brings along, and shows a password as it is", async () => {
    await using server = await mailServer();
    await using service = await startWith(server);
    const people = peopleOf(service);
    const TemporaryPassword = "A1<b>&amp;{username}";
    await people.invite("<i>dora</i>{####}", {
      TemporaryPassword,
      MessageAction: undefined,
      DesiredDeliveryMediums: ["EMAIL"],
      UserAttributes: [{ Name: "email", Value: "dora@example.com" }],
    });
    const { source = "" } = server.received[0] ?? {};
    expect(source).toContain(`Your username is <i>dora</i>{####} and temporary password is ${TemporaryPassword}.`);
    const [, html = ""] = source.split("Content-Type: text/html");
    expect(html).toContain(
      "Your username is &#60;i&#62;dora&#60;/i&#62;{####} and temporary password is A1&#60;b&#62;&#38;amp;{username}.",
    );
    expect(await service.codeSentTo("dora@example.com")).toBe(TemporaryPassword);
  });

  it("fails the call that it belongs to when the server does not take it, and stays in the outbox", async () => {
    await using server = await mailServer({
      onRcptTo: (_address, _session, done) => done(new Error("no such mailbox")),
    });
    await using service = await startWith(server);
    const people = peopleOf(service);
    await expect(people.signUp("dora")).rejects.toMatchObject({ name: "CodeDeliveryFailureException" });
    expect(await service.codeSentTo("dora@example.com")).toMatch(/^\d{6}$/);
    expect((await people.get("dora")).UserStatus).toBe("UNCONFIRMED");
    await expect(people.withPassword("dora", password)).rejects.toMatchObject({ name: "UserNotConfirmedException" });
  });
});

const identityOf = (address: string) => `arn:aws:ses:us-east-1:123456789012:identity/${address}`;

async function startWith({ url }: MailServer): Promise<Poolhouse & AsyncDisposable> {
  const service = await start({ environment: { POOLHOUSE_SMTP_URL: url } });
  return { ...service, [Symbol.asyncDispose]: service.stop };
}
