import { beforeAll, describe, expect, it } from "vitest";
import { type App, emailOf, listOf, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("SignUp, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);

  it("tells where the code went and which sub the new person has", async () => {
    const { cognito, UserPoolId, signUp } = people();
    const answer = await signUp("anna");
    expect(answer).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" },
    });
    const anna = await cognito.adminGetUser({ UserPoolId, Username: "anna" });
    expect(anna).toMatchObject({ Username: "anna", UserStatus: "UNCONFIRMED", Enabled: true });
    expect(anna.UserAttributes).toEqual([
      { Name: "sub", Value: answer.UserSub },
      { Name: "email", Value: "anna@example.com" },
      { Name: "email_verified", Value: "false" },
    ]);
  });

  it("sends no code to somebody without a contact that the pool verifies", async () => {
    const answer = await people().signUp("bert", { name: "Bert" });
    expect(answer.CodeDeliveryDetails).toBeUndefined();
  });

  it("refuses a username that is taken, in whatever case where the pool ignores it", async () => {
    const { signUp } = people();
    await signUp("carla");
    const taken = { name: "UsernameExistsException", message: "User already exists" };
    await expect(signUp("carla")).rejects.toMatchObject(taken);
    await expect(signUp("CARLA")).rejects.toMatchObject(taken);
  });

  it.each([
    ["Sh0rt!", "Password not long enough"],
    ["passw0rd!", "Password must have uppercase characters"],
    ["PASSW0RD!", "Password must have lowercase characters"],
    ["Password!", "Password must have numeric characters"],
    ["Passw0rdd", "Password must have symbol characters"],
  ])("refuses the password %s, because: %s", async (Password, reason) => {
    const { cognito, ClientId } = people();
    await expect(cognito.signUp({ ClientId, Username: "dora", Password })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: `Password did not conform with policy: ${reason}`,
    });
  });

  it("refuses to go without a password", async () => {
    const { cognito, ClientId } = people();
    await expect(cognito.signUp({ ClientId, Username: "dora" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Missing required parameter PASSWORD",
    });
  });

  it("asks for what the pool requires, all of it in one message", async () => {
    const required = (Name: string) => ({ Name, AttributeDataType: "String", Required: true }) as const;
    const app = await makeApp(service.current, { Schema: [required("given_name"), required("family_name")] });
    const { signUp } = peopleOf(service.current, app);
    await expect(signUp("dirk", { given_name: "", name: "Dirk" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "Attributes did not conform to the schema: given_name: The attribute is required\nfamily_name: The attribute is required\n",
    });
    await signUp("dirk", { given_name: "Dirk", family_name: "Dahl" });
  });

  it("leaves it to the service to say that an address is verified", async () => {
    const { cognito, ClientId } = people();
    for (const name of ["email_verified", "phone_number_verified", "sub"]) {
      const UserAttributes = listOf({ email: "emil@example.com", [name]: "true" });
      await expect(
        cognito.signUp({ ClientId, Username: "emil", Password: password, UserAttributes }),
      ).rejects.toMatchObject({
        name: "NotAuthorizedException",
        message: "A client attempted to write unauthorized attribute",
      });
    }
  });

  it("refuses a client that does not exist", async () => {
    const { cognito } = people();
    const nowhere = cognito.signUp({ ClientId: "nosuchclient", Username: "fritz", Password: password });
    await expect(nowhere).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "User pool client nosuchclient does not exist.",
    });
  });

  it("names every violated constraint in one message, and no password", async () => {
    const { cognito, ClientId } = people();
    const call = cognito.signUp({ ClientId, Username: "two words", Password: "ends in a space " });
    await expect(call).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "2 validation errors detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$; Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
    });
  });

  it("is closed where only administrators make users", async () => {
    const app = await makeApp(service.current, { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    await expect(peopleOf(service.current, app).signUp("gustav")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "SignUp is not permitted for this user pool",
    });
  });
});

describe.each(databases)("ConfirmSignUp, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  const wrongCode = { name: "CodeMismatchException", message: "Invalid verification code provided, please try again." };
  const noCode = { name: "ExpiredCodeException", message: "Invalid code provided, please request a code again." };

  it("confirms the person and the address that the code went to", async () => {
    const { signUp, confirm, get } = people();
    await signUp("anna");
    await confirm("anna");
    const anna = await get("anna");
    expect(anna.UserStatus).toBe("CONFIRMED");
    expect(anna.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
  });

  it("leaves an address unverified that is no longer the one the code went to", async () => {
    const { cognito, UserPoolId, ClientId, signUp, attributesOf, get } = people();
    await signUp("bert");
    const ConfirmationCode = await service.current.codeSentTo(emailOf("bert"));
    const UserAttributes = listOf({ email: "other@example.com" });
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "bert", UserAttributes });
    await cognito.confirmSignUp({ ClientId, Username: "bert", ConfirmationCode });
    expect((await get("bert")).UserStatus).toBe("CONFIRMED");
    expect(await attributesOf("bert")).toMatchObject({ email: "other@example.com", email_verified: "false" });
  });

  it("refuses a wrong code", async () => {
    const { cognito, ClientId, signUp } = people();
    await signUp("carla");
    const right = await service.current.codeSentTo(emailOf("carla"));
    const ConfirmationCode = right === "000000" ? "000001" : "000000";
    await expect(cognito.confirmSignUp({ ClientId, Username: "carla", ConfirmationCode })).rejects.toMatchObject(
      wrongCode,
    );
  });

  it("refuses somebody who is confirmed already", async () => {
    const { signUp, confirm } = people();
    await signUp("dora");
    await confirm("dora");
    await expect(confirm("dora")).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User cannot be confirmed. Current status is CONFIRMED",
    });
  });

  it("has no code for somebody who was sent none", async () => {
    const { cognito, ClientId, signUp } = people();
    await signUp("emil", { name: "Emil" });
    const call = cognito.confirmSignUp({ ClientId, Username: "emil", ConfirmationCode: "123456" });
    await expect(call).rejects.toMatchObject(noCode);
  });

  it("confirms once when the right code comes twenty times at once", async () => {
    const { signUp, confirm } = people();
    await signUp("fritz");
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => confirm("fritz")));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected")
        expect(["ExpiredCodeException", "NotAuthorizedException", "LimitExceededException"]).toContain(
          result.reason.name,
        );
    }
  });
});

describe.each(databases)("ResendConfirmationCode, on %s", async (kind) => {
  const service = await startForAll(kind);
  let unverified: App;
  beforeAll(async () => {
    unverified = await makeApp(service.current);
  });

  it("sends a new code to where the first one went", async () => {
    const { cognito, ClientId, signUp } = peopleOf(service.current);
    await signUp("anna");
    const { CodeDeliveryDetails } = await cognito.resendConfirmationCode({ ClientId, Username: "anna" });
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: "email",
      DeliveryMedium: "EMAIL",
      Destination: "a***@e***",
    });
    const messages = await service.current.control<object[]>("GET", "/messages?destination=anna@example.com");
    expect(messages).toHaveLength(2);
  });

  it("refuses somebody who is confirmed", async () => {
    const { cognito, ClientId } = peopleOf(service.current);
    await expect(cognito.resendConfirmationCode({ ClientId, Username: "alice" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "User is already confirmed.",
    });
  });

  it("refuses a pool that verifies nothing by itself", async () => {
    const { cognito, ClientId, signUp } = peopleOf(service.current, unverified);
    await signUp("bert");
    await expect(cognito.resendConfirmationCode({ ClientId, Username: "bert" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Cannot resend codes. Auto verification not turned on.",
    });
  });
});
