import { beforeAll, describe, expect, it } from "vitest";
import { importsOf } from "../support/imports.ts";
import { signingIn, withSms } from "../support/mfa.ts";
import { type App, emailOf, makeApp, makeClient, peopleOf } from "../support/people.ts";
import { srpAnswer } from "../support/srp-answer.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("Files of user import jobs, on %s,", async (kind) => {
  const service = await startForAll(kind);
  let app: App;
  const people = () => peopleOf(service.current, app);
  const imports = (UserPoolId = app.UserPoolId) => importsOf(service.current, UserPoolId);

  beforeAll(async () => {
    app = await makeApp(service.current, {
      AliasAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Schema: [{ Name: "size", AttributeDataType: "Number", NumberAttributeConstraints: { MaxValue: "9" } }],
    });
  });

  const row = (name: string, more: Record<string, string> = {}) => ({
    ...{ "cognito:username": name, email: emailOf(name), email_verified: "TRUE", ...more },
  });

  it("take columns in any order, a byte order mark, empty lines, Windows' line ends and no last line end", async () => {
    const { csv, run, log } = imports();
    const [columns = "", ...lines] = (await csv([row("sven"), row("tina", { name: "Tína 👩" })])).trim().split("\n");
    const reversed = [columns, ...lines].map((line) => line.split(",").reverse().join(","));
    const job = await run(`\ufeff${[reversed[0], reversed[1], "", reversed[2]].join("\r\n")}`);
    expect(job).toMatchObject({ Status: "Succeeded", ImportedUsers: 2 });
    expect((await log(job.JobId)).at(-1)).toBe("[SUCCEEDED] Line Number 4 - The import succeeded.");
    expect(await people().attributesOf("tina")).toMatchObject({ name: "Tína 👩" });
  });

  it("go on after a line that is too long", async () => {
    const { csv, run, log } = imports();
    const file = await csv([row("uwe", { profile: "x".repeat(70_000) }), row("vera")]);
    const job = await run(file);
    expect(job).toMatchObject({ ImportedUsers: 1, FailedUsers: 1 });
    expect(await log(job.JobId)).toEqual([
      "[FAILED] Line Number 2 - The row is no UTF-8, or longer than 16,000 characters.",
      "[SUCCEEDED] Line Number 3 - The import succeeded.",
    ]);
  });

  it("bring people without a password, who are told to set one unless the client hides who there is", async () => {
    const { csv, run } = imports();
    await run(await csv([row("wanda")]));
    const required = { name: "PasswordResetRequiredException", message: "Password reset required for the user" };
    const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };
    for (const [PreventUserExistenceErrors, expected] of [
      ["LEGACY", required],
      ["ENABLED", wrong],
    ] as const) {
      const ClientId = await makeClient(service.current, app.UserPoolId, { PreventUserExistenceErrors });
      const { withPassword, cognito } = peopleOf(service.current, { ...app, ClientId });
      await expect(withPassword("wanda", "Anyth1ng!")).rejects.toMatchObject(expected);
      const proof = { userPoolId: app.UserPoolId, clientId: ClientId, username: "wanda", password: "Anyth1ng!" };
      const answer = await srpAnswer(cognito, proof);
      await expect(cognito.respondToAuthChallenge(answer)).rejects.toMatchObject(expected);
    }
  });

  it("bring hashed passwords along, with which people sign in at once and by SRP from then on", async () => {
    const pool = await makeApp(service.current, { AutoVerifiedAttributes: ["email"] });
    const { cognito, UserPoolId, ClientId, get, signIn, withPassword } = peopleOf(service.current, pool);
    const { csv, run, log } = imports(UserPoolId);
    const phone = { Name: "phone_number", Value: "+15555550177" };
    const hash = "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";
    const file = await csv(
      [
        row("anna", { "cognito:password_hash": hash, email_verified: "false" }),
        row("bert", { "cognito:password_hash": "$2a$12$nonsense" }),
        row("carla"),
      ],
      ["cognito:password_hash"],
    );
    const job = await run(file, { PasswordHashingAlgorithm: "BCRYPT" });
    expect(job).toMatchObject({ ImportedUsers: 2, FailedUsers: 1, PasswordHashingAlgorithm: "BCRYPT" });
    expect((await log(job.JobId))[1]).toBe(
      "[FAILED] Line Number 3 - The value of cognito:password_hash is no hash of BCRYPT that can be verified.",
    );
    expect((await get("anna")).UserStatus).toBe("CONFIRMED");
    expect((await get("carla")).UserStatus).toBe("RESET_REQUIRED");

    const bySrp = async () =>
      cognito.respondToAuthChallenge(
        await srpAnswer(cognito, {
          ...{ userPoolId: UserPoolId, clientId: ClientId, username: "anna", password: "abc123xyz" },
        }),
      );
    const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };
    await expect(bySrp()).rejects.toMatchObject(wrong);
    await expect(withPassword("anna", "abc123xyy")).rejects.toMatchObject(wrong);
    await cognito.setUserPoolMfaConfig({ UserPoolId, ...withSms, MfaConfiguration: "OPTIONAL" });
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "anna", UserAttributes: [phone] });
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username: "anna", SMSMfaSettings: { Enabled: true } });
    const { Session } = await withPassword("anna", "abc123xyz");
    const SMS_MFA_CODE = await service.current.codeSentTo(phone.Value);
    const { AuthenticationResult } = await signingIn(service.current, pool).answer("SMS_MFA", "anna", Session, {
      SMS_MFA_CODE,
    });
    expect(AuthenticationResult).toBeDefined();
    await cognito.adminSetUserMFAPreference({ UserPoolId, Username: "anna", SMSMfaSettings: { Enabled: false } });
    expect((await bySrp()).AuthenticationResult).toBeDefined();
    await signIn("anna", "abc123xyz");
    expect(await run(file)).toMatchObject({ Status: "Failed", ImportedUsers: 0 });
  });
});
