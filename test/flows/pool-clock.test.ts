import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { giveDomain } from "../support/domain.ts";
import { importsOf, upload } from "../support/imports.ts";
import { type App, emailOf, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

const anHour = 3_600_000;

describe.each(databases)("The clock of one pool, on %s", async (kind) => {
  const service = await startForAll(kind);
  const move = (UserPoolId: string, change: object) =>
    service.current.control("PUT", `/clock?userPoolId=${UserPoolId}`, change);
  /** How far the pool's time is from the machine's, in milliseconds. */
  const offsetOf = async (query: string) =>
    Date.parse((await service.current.control<{ now: string }>("GET", `/clock${query}`)).now) - Date.now();
  const twoPools = () =>
    Promise.all([
      makeApp(service.current, { AutoVerifiedAttributes: ["email"] }),
      makeApp(service.current, { AutoVerifiedAttributes: ["email"] }),
    ]);
  const people = (app: App) => peopleOf(service.current, app);

  it("is what that pool's tokens and messages go by, and no other's", async () => {
    const [moved, still] = await twoPools();
    const tokens = { moved: await people(moved).makeSignedIn("anna"), still: await people(still).makeSignedIn("anna") };
    await move(moved.UserPoolId, { advance: "PT61M" });

    const { cognito, ClientId, initiate } = people(moved);
    await expect(cognito.getUser({ AccessToken: tokens.moved.AccessToken })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Access Token has expired",
    });
    await cognito.getUser({ AccessToken: tokens.still.AccessToken });
    const { AuthenticationResult } = await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: tokens.moved.RefreshToken });
    const renewed = decodeJwt(AuthenticationResult?.AccessToken ?? "");
    expect(Math.abs((renewed.iat ?? 0) * 1000 - Date.now() - 61 * 60_000)).toBeLessThan(10_000);
    expect((await cognito.getUser({ AccessToken: AuthenticationResult?.AccessToken })).Username).toBe("anna");

    await cognito.forgotPassword({ ClientId, Username: "anna" });
    const [message] = await service.current.control<{ at: string }[]>(
      "GET",
      `/messages?userPoolId=${moved.UserPoolId}`,
    );
    expect(Math.abs(Date.parse(message?.at ?? "") - Date.now() - 61 * 60_000)).toBeLessThan(10_000);
  });

  it("is what that pool's codes go by", async () => {
    const [moved, still] = await twoPools();
    for (const app of [moved, still]) await people(app).signUp("bert", { email: `${app.ClientId}@example.com` });
    await move(moved.UserPoolId, { advance: "PT24H" });
    await expect(people(moved).confirm("bert", `${moved.ClientId}@example.com`)).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
    await people(still).confirm("bert", `${still.ClientId}@example.com`);
  });

  it("is what sessions go by, of whomever they are", async () => {
    const open = async () => {
      const app = await makeApp(service.current, {
        MfaConfiguration: "OFF",
        AutoVerifiedAttributes: ["email"],
      });
      const { cognito, UserPoolId, make, withPassword } = people(app);
      await cognito.setUserPoolMfaConfig({
        ...{ UserPoolId, MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } },
      });
      await make("carla");
      const { Session } = await withPassword("carla");
      return { UserPoolId, associate: () => cognito.associateSoftwareToken({ Session }) };
    };
    const [moved, still] = [await open(), await open()];
    await move(moved.UserPoolId, { advance: "PT4M" });
    await expect(moved.associate()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid session for the user, session is expired.",
    });
    await still.associate();
  });

  it("is what links and the files of import jobs go by", async () => {
    const link = { VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" } } as const;
    const app = await makeApp(service.current, { AutoVerifiedAttributes: ["email"], ...link });
    await giveDomain(service.current, app.UserPoolId);
    await people(app).signUp("dora", { email: "dora@links.example" });
    const [mail] = await service.current.control<{ link: string }[]>("GET", "/messages?destination=dora@links.example");
    const { create, csv } = importsOf(service.current, app.UserPoolId);
    const { PreSignedUrl = "" } = await create();

    await move(app.UserPoolId, { advance: "PT25H" });
    expect((await fetch(mail?.link ?? "")).status).toBe(400);
    expect((await upload(PreSignedUrl, await csv([]))).status).toBe(403);
    await move(app.UserPoolId, { advance: "-PT25H" });
    expect((await upload(PreSignedUrl, await csv([]))).status).toBe(200);
    expect((await fetch(mail?.link ?? "")).status).toBe(200);
  });

  it("stands still while the service's is moved, until it is reset", async () => {
    const [own, follows] = await twoPools();
    const carried = await people(own).makeSignedIn("emil");
    await move(own.UserPoolId, { now: new Date().toISOString() });
    await service.current.control("PUT", "/clock", { advance: "P1D" });
    await people(own).cognito.getUser({ AccessToken: carried.AccessToken });
    expect(Math.abs(await offsetOf(`?userPoolId=${follows.UserPoolId}`)) - 24 * anHour).toBeLessThan(10_000);

    await move(own.UserPoolId, { reset: true });
    expect(Math.abs((await offsetOf(`?userPoolId=${own.UserPoolId}`)) - 24 * anHour)).toBeLessThan(10_000);
    await expect(people(own).cognito.getUser({ AccessToken: carried.AccessToken })).rejects.toMatchObject({
      message: "Access Token has expired",
    });
    await service.current.control("PUT", "/clock", { reset: true });
  });

  it("is put back by a reset of the pool, and by one of the service", async () => {
    const UserPoolId = "us-east-1_Poolhouse";
    for (const scope of [`?userPoolId=${UserPoolId}`, ""]) {
      await move(UserPoolId, { advance: "PT5H" });
      expect(Math.abs((await offsetOf(`?userPoolId=${UserPoolId}`)) - 5 * anHour)).toBeLessThan(10_000);
      expect(Math.abs(await offsetOf(""))).toBeLessThan(10_000);
      await service.current.control("POST", `/reset${scope}`);
      expect(Math.abs(await offsetOf(`?userPoolId=${UserPoolId}`))).toBeLessThan(10_000);
      const { User } = await people({ UserPoolId, ClientId: "" }).invite("fritz", {
        ...{ TemporaryPassword: password, UserAttributes: [{ Name: "email", Value: emailOf("fritz") }] },
      });
      expect(Math.abs((User?.UserCreateDate?.getTime() ?? 0) - Date.now())).toBeLessThan(10_000);
    }
  });
});
