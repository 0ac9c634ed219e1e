import { describe, expect, it } from "vitest";
import { emailOf, listOf, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("What administrators do with users, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);

  it("AdminGetUser finds a user by name and by sub", async () => {
    const { get, make, attributesOf } = people();
    const before = new Date(Date.now() - 60_000);
    await make("anna");
    const { sub = "" } = await attributesOf("anna");
    const anna = await get("anna");
    expect(anna).toMatchObject({ Username: "anna", UserStatus: "CONFIRMED", Enabled: true });
    expect(anna.UserCreateDate?.getTime()).toBeGreaterThan(before.getTime());
    expect(anna.UserLastModifiedDate?.getTime()).toBeGreaterThanOrEqual(anna.UserCreateDate?.getTime() ?? Infinity);
    expect((await get(sub)).Username).toBe("anna");
  });

  it("each refuses a user who does not exist, and a pool that does not", async () => {
    const { cognito, UserPoolId } = people();
    const calls = (named: { UserPoolId: string; Username: string }) => [
      cognito.adminGetUser(named),
      cognito.adminDeleteUser(named),
      cognito.adminConfirmSignUp(named),
      cognito.adminEnableUser(named),
      cognito.adminDisableUser(named),
      cognito.adminSetUserPassword({ ...named, Password: password }),
      cognito.adminUpdateUserAttributes({ ...named, UserAttributes: listOf({ name: "x" }) }),
    ];
    const refused = (named: Parameters<typeof calls>[0], refusal: object) =>
      Promise.all(calls(named).map((call) => expect(call).rejects.toMatchObject(refusal)));
    await refused(
      { UserPoolId, Username: "nobody" },
      { name: "UserNotFoundException", message: "User does not exist." },
    );
    await refused(
      { UserPoolId: "us-east-1_nowhere", Username: "alice" },
      { name: "ResourceNotFoundException", message: "User pool us-east-1_nowhere does not exist." },
    );
  });

  it("AdminConfirmSignUp confirms without a code, and verifies nothing", async () => {
    const { cognito, UserPoolId, signUp, signIn, attributesOf } = people();
    await signUp("bert");
    await cognito.adminConfirmSignUp({ UserPoolId, Username: "bert" });
    await signIn("bert");
    expect(await attributesOf("bert")).toMatchObject({ email_verified: "false" });
    await expect(cognito.adminConfirmSignUp({ UserPoolId, Username: "bert" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User cannot be confirmed. Current status is CONFIRMED",
    });
  });

  it("AdminSetUserPassword sets a lasting password, or one that has to be changed", async () => {
    const { cognito, UserPoolId, make, signIn, withPassword, get } = people();
    await make("carla");
    const set = { UserPoolId, Username: "carla", Password: "An0ther-one" };
    await cognito.adminSetUserPassword({ ...set, Permanent: true });
    await signIn("carla", "An0ther-one");
    await expect(withPassword("carla")).rejects.toMatchObject({ name: "NotAuthorizedException" });
    await cognito.adminSetUserPassword(set);
    expect((await get("carla")).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect((await withPassword("carla", "An0ther-one")).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    await expect(cognito.adminSetUserPassword({ ...set, Password: "PASSW0RD!" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password must have lowercase characters",
    });
  });

  it("AdminSetUserPassword confirms somebody who signed up", async () => {
    const { cognito, UserPoolId, signUp, signIn } = people();
    await signUp("dora");
    await cognito.adminSetUserPassword({
      UserPoolId,
      Username: "dora",
      Password: password,
      Permanent: true,
    });
    await signIn("dora");
  });

  it("AdminDisableUser shuts a user out at once, and enabling does not bring the old tokens back", async () => {
    const { cognito, UserPoolId, makeSignedIn, signIn, withPassword, initiate, get } = people();
    const { AccessToken, RefreshToken } = await makeSignedIn("emil");
    await cognito.adminDisableUser({ UserPoolId, Username: "emil" });
    expect((await get("emil")).Enabled).toBe(false);
    const disabled = { name: "NotAuthorizedException", message: "User is disabled." };
    await expect(withPassword("emil")).rejects.toMatchObject(disabled);
    await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject(disabled);
    const refresh = () => initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    await expect(refresh()).rejects.toMatchObject(disabled);

    await cognito.adminEnableUser({ UserPoolId, Username: "emil" });
    expect((await get("emil")).Enabled).toBe(true);
    await signIn("emil");
    await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
    await expect(refresh()).rejects.toMatchObject({ message: "Refresh Token has been revoked" });
  });

  it("AdminUpdateUserAttributes may say that an address is verified; otherwise a new one is not", async () => {
    const { cognito, UserPoolId, make, attributesOf } = people();
    await make("fritz");
    const update = (attributes: Record<string, string>) =>
      cognito.adminUpdateUserAttributes({ UserPoolId, Username: "fritz", UserAttributes: listOf(attributes) });
    await update({ email: "f1@example.com" });
    expect(await attributesOf("fritz")).toMatchObject({ email: "f1@example.com", email_verified: "false" });
    expect(await service.current.codeSentTo("f1@example.com")).toMatch(/^[0-9]{6}$/);

    await update({ email: "f2@example.com", email_verified: "true" });
    expect(await attributesOf("fritz")).toMatchObject({ email: "f2@example.com", email_verified: "true" });
    await expect(service.current.codeSentTo("f2@example.com")).rejects.toThrow("nothing was sent");

    await update({ email: "" });
    const attributes = await attributesOf("fritz");
    expect(attributes).not.toHaveProperty("email");
    expect(attributes).not.toHaveProperty("email_verified");
    await expect(update({ sub: "another" })).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  it("AdminDeleteUser deletes a user with all that hangs on them", async () => {
    const { cognito, UserPoolId, makeSignedIn, make, attributesOf } = people();
    const { AccessToken } = await makeSignedIn("gusti");
    const { sub } = await attributesOf("gusti");
    await cognito.adminDeleteUser({ UserPoolId, Username: "gusti" });
    await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject({ name: "UserNotFoundException" });
    await make("gusti");
    expect((await attributesOf("gusti")).sub).not.toBe(sub);
  });

  it("AdminUserGlobalSignOut ends every session of the user, who may sign in again", async () => {
    const { cognito, UserPoolId, makeSignedIn, signIn, initiate } = people();
    const { AccessToken, RefreshToken } = await makeSignedIn("ida");
    const other = await makeSignedIn("jan");
    await cognito.adminUserGlobalSignOut({ UserPoolId, Username: "ida" });
    const revoked = (text: string) => ({ name: "NotAuthorizedException", message: `${text} Token has been revoked` });
    await expect(cognito.getUser({ AccessToken })).rejects.toMatchObject(revoked("Access"));
    const refresh = initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    await expect(refresh).rejects.toMatchObject(revoked("Refresh"));
    await cognito.getUser({ AccessToken: other.AccessToken });
    await cognito.getUser({ AccessToken: (await signIn("ida")).AccessToken });
    await expect(cognito.adminUserGlobalSignOut({ UserPoolId, Username: "nobody" })).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  it("one of many simultaneous AdminCreateUsers of one name goes through", async () => {
    const { invite } = people();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => invite("hanna", { UserAttributes: listOf({ email: emailOf("hanna") }) })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason.name).toBe("UsernameExistsException");
    }
  });
});
