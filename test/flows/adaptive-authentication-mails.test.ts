import type { NotifyConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { emailOf } from "../support/people.ts";
import { abroad, atEachLevel, home, makeGuardedApp } from "../support/risk.ts";
import { databases, startForAll } from "../support/start.ts";

const mail = (Subject: string) => ({
  Subject,
  TextBody: "{username}|{ip-address}|{device-name}|{city}|{country}|{one-click-link-valid}|{one-click-link-invalid}",
});
const NotifyConfiguration: NotifyConfigurationType = {
  SourceArn: "arn:aws:ses:us-east-1:123456789012:identity/safety@example.com",
  BlockEmail: mail("blocked"),
  MfaEmail: mail("asked"),
  NoActionEmail: mail("let pass"),
};
const blocked = { name: "NotAuthorizedException", message: "Unable to login because of security reasons." };

describe.each(databases)("A mail about a sign-in at risk, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const guarded = (mode: "AUDIT" | "ENFORCED") => makeGuardedApp(service.current, mode);
  type Guarded = Awaited<ReturnType<typeof guarded>>;

  const subjectsTo = async ({ mailsTo }: Guarded, name: string) =>
    (await mailsTo(emailOf(name))).map(({ subject }) => subject);

  const told = (EventAction: Parameters<typeof atEachLevel>[0], Notify = true) => ({
    AccountTakeoverRiskConfiguration: { NotifyConfiguration, Actions: atEachLevel(EventAction, Notify) },
  });

  it("is the one for what was done about it, and none where the level says so or the pool only watches", async () => {
    const app = await guarded("ENFORCED");
    await app.registerApp(await app.makeSignedIn("anna"));
    const off = { SoftwareTokenMfaSettings: { Enabled: false } };
    await app.cognito.adminSetUserMFAPreference({ UserPoolId: app.UserPoolId, Username: "anna", ...off });
    await app.configure(told("MFA_REQUIRED"));
    expect((await app.signInFrom(abroad, "anna")).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await app.configure(told("BLOCK", false));
    await expect(app.signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    await app.configure(told("BLOCK"));
    await expect(app.signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    await app.configure(told("NO_ACTION"));
    await app.signInFrom(abroad, "anna");
    await app.signInFrom(abroad, "anna");
    expect(await subjectsTo(app, "anna")).toEqual(["asked", "blocked", "let pass"]);

    const watching = await guarded("AUDIT");
    await watching.configure(told("NO_ACTION"));
    await watching.make("bert");
    for (const place of [home, abroad]) await watching.signInFrom(place, "bert");
    expect(await subjectsTo(watching, "bert")).toEqual([]);
  });

  it("has words of its own where the configuration has none", async () => {
    const app = await guarded("ENFORCED");
    const { SourceArn } = NotifyConfiguration;
    const Actions = atEachLevel("NO_ACTION", true);
    await app.configure({ AccountTakeoverRiskConfiguration: { NotifyConfiguration: { SourceArn }, Actions } });
    await app.make("anna");
    for (const place of [home, abroad]) await app.signInFrom(place, "anna");
    const [letter] = await app.mailsTo(emailOf("anna"));
    expect(letter?.subject).toBe("New sign-in");
    expect(letter?.body).toContain("Device: Firefox 142 / Windows 10\nAddress: 198.51.100.20\nWas it you? http");
  });

  it("has links by which its reader says whether it was them, each for that event alone", async () => {
    const app = await guarded("ENFORCED");
    await app.configure(told("BLOCK"));
    await app.make("anna");
    await app.signInFrom(home, "anna");
    await expect(app.signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    const [letter] = await app.mailsTo(emailOf("anna"));
    const [name, address, device, city, country, valid = "", invalid = ""] = letter?.body.split("|") ?? [];
    expect([name, address, device]).toEqual(["anna", "198.51.100.20", "Firefox 142 / Windows 10"]);
    expect([city, country]).toEqual(["unknown", "unknown"]);
    const newest = async () => (await app.eventsOf("anna"))[0]?.EventFeedback;

    expect((await fetch(invalid, { method: "HEAD" })).status).toBe(200);
    expect(await newest()).toBeUndefined();
    const denied = await fetch(invalid);
    expect([denied.status, denied.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await denied.text()).toContain("Change your password");
    expect(await newest()).toMatchObject({ FeedbackValue: "Invalid", Provider: "User" });
    await expect(app.signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    expect(await (await fetch(valid)).text()).toContain("Thank you");
    expect((await app.signInFrom(abroad, "anna")).AuthenticationResult).toBeDefined();

    const [other] = await app.eventsOf("anna");
    for (const [parameter, value] of [
      ["event_id", other?.EventId ?? ""],
      ["user_name", "nobody"],
      ["feedback_token", "abc"],
      ["feedback_value", "perhaps"],
    ] as const) {
      const forged = new URL(valid);
      forged.searchParams.set(parameter, value);
      const answer = await fetch(forged);
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining("The link is not a good one."),
      ]);
    }
    expect((await fetch(valid.replace(app.UserPoolId, "us-east-1_nowhere"))).status).toBe(404);
    expect(await newest()).toBeUndefined();
  });

  it("is answered within a week, by its links and by the token in them", async () => {
    const app = await guarded("ENFORCED");
    await app.configure(told("BLOCK"));
    await app.make("anna");
    await app.signInFrom(home, "anna");
    await expect(app.signInFrom(abroad, "anna")).rejects.toMatchObject(blocked);
    const [letter] = await app.mailsTo(emailOf("anna"));
    const [invalid = "", valid = ""] = letter?.body.split("|").toReversed() ?? [];
    const { searchParams } = new URL(valid);
    const byToken = () =>
      app.cognito.updateAuthEventFeedback({
        ...{ UserPoolId: app.UserPoolId, Username: "anna", EventId: searchParams.get("event_id") ?? "" },
        ...{ FeedbackToken: searchParams.get("feedback_token") ?? "", FeedbackValue: "Valid" },
      });
    await app.advance("P6DT23H");
    await byToken();
    expect((await fetch(invalid)).status).toBe(200);
    await app.advance("PT1H");
    await expect(byToken()).rejects.toMatchObject({
      ...{ name: "NotAuthorizedException", message: "Invalid feedback token" },
    });
    expect((await fetch(valid)).status).toBe(400);
    expect((await app.eventsOf("anna"))[0]?.EventFeedback?.FeedbackValue).toBe("Invalid");
  });
});
