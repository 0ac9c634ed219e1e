import { beforeAll, describe, expect, it } from "vitest";
import { type App, emailOf, listOf, makeApp, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("GetUserAttributeVerificationCode and VerifyUserAttribute, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);
  let careful: App;
  beforeAll(async () => {
    careful = await makeApp(service.current, {
      AliasAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    });
  });

  const expired = { name: "ExpiredCodeException", message: "Invalid code provided, please request a code again." };
  const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

  /** Somebody with a token, whose own doings are these. */
  async function signedIn(name: string, attributes?: Record<string, string>, { make, signIn, cognito } = people()) {
    await make(name, attributes);
    const { AccessToken } = await signIn(name);
    return {
      send: (AttributeName: string) => cognito.getUserAttributeVerificationCode({ AccessToken, AttributeName }),
      verify: (AttributeName: string, Code: string) =>
        cognito.verifyUserAttribute({ AccessToken, AttributeName, Code }),
      update: (attributes: Record<string, string>) =>
        cognito.updateUserAttributes({ AccessToken, UserAttributes: listOf(attributes) }),
    };
  }

  it("verify an address by the code that is sent to it, once", async () => {
    const { send, verify } = await signedIn("anna", { email: emailOf("anna") });
    expect(await people().attributesOf("anna")).not.toHaveProperty("email_verified");
    expect((await send("email")).CodeDeliveryDetails).toEqual({
      AttributeName: "email",
      DeliveryMedium: "EMAIL",
      Destination: "a***@e***",
    });
    const code = await service.current.codeSentTo(emailOf("anna"));
    await verify("email", code);
    expect(await people().attributesOf("anna")).toMatchObject({ email_verified: "true" });
    await expect(verify("email", code)).rejects.toMatchObject(expired);
  });

  it("verify a phone number by the code of UpdateUserAttributes", async () => {
    const app = await makeApp(service.current, {
      AutoVerifiedAttributes: ["phone_number"],
      SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" },
    });
    const { update, verify } = await signedIn("bert", undefined, peopleOf(service.current, app));
    await update({ phone_number: "+15551230042" });
    await verify("phone_number", await service.current.codeSentTo("+15551230042"));
    expect(await peopleOf(service.current, app).attributesOf("bert")).toMatchObject({
      phone_number: "+15551230042",
      phone_number_verified: "true",
    });
  });

  it("refuse a wrong code, and one for an address that has changed since", async () => {
    const { send, verify, update } = await signedIn("carla", { email: emailOf("carla") });
    await send("email");
    const code = await service.current.codeSentTo(emailOf("carla"));
    await expect(verify("email", wrong(code))).rejects.toMatchObject({
      name: "CodeMismatchException",
      message: "Invalid verification code provided, please try again.",
    });
    const { cognito, UserPoolId } = people();
    const UserAttributes = listOf({ email: "carla@new.example", email_verified: "false" });
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "carla", UserAttributes });
    await expect(verify("email", code)).rejects.toMatchObject(expired);
    await update({ email: "carla@newest.example" });
    await verify("email", await service.current.codeSentTo("carla@newest.example"));
  });

  it("refuse other attributes, and those that the person has not", async () => {
    const { send, verify } = await signedIn("dora");
    const message = "Invalid attribute name. Only phone_number and email can be verified.";
    const refused = { name: "InvalidParameterException", message };
    await expect(send("nickname")).rejects.toMatchObject(refused);
    await expect(verify("nickname", "123456")).rejects.toMatchObject(refused);
    await expect(send("phone_number")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "User has no phone_number to verify.",
    });
    await expect(verify("email", "123456")).rejects.toMatchObject(expired);
  });

  it("bound the tries", async () => {
    const { send, verify } = await signedIn("emil", { email: emailOf("emil") });
    await send("email");
    const code = await service.current.codeSentTo(emailOf("emil"));
    for (let attempt = 0; attempt < 15; attempt++) {
      await expect(verify("email", wrong(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
    }
    const limited = {
      name: "LimitExceededException",
      message: "Attempt limit exceeded, please try after some time.",
    };
    await expect(verify("email", code)).rejects.toMatchObject(limited);
    await expect(send("email")).rejects.toMatchObject(limited);
  });

  it("put a new address in force that waited for its code, and its name with it", async () => {
    const shop = peopleOf(service.current, careful);
    const { update, send, verify } = await signedIn("fritz", undefined, shop);
    await update({ email: "fritz@new.example" });
    const first = await service.current.codeSentTo("fritz@new.example");
    expect(await shop.attributesOf("fritz")).toMatchObject({ email: emailOf("fritz"), email_verified: "true" });
    await shop.signIn(emailOf("fritz"));

    const { CodeDeliveryDetails } = await send("email");
    expect(CodeDeliveryDetails?.Destination).toBe("f***@n***");
    const second = await service.current.codeSentTo("fritz@new.example");
    if (first !== second) await expect(verify("email", first)).rejects.toMatchObject({ name: "CodeMismatchException" });
    await verify("email", second);
    expect(await shop.attributesOf("fritz")).toMatchObject({ email: "fritz@new.example", email_verified: "true" });
    await shop.signIn("fritz@new.example");
    await expect(shop.signIn(emailOf("fritz"))).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  it("forget the address that waits once another is set at once, or its code is too old", async () => {
    const shop = peopleOf(service.current, careful);
    const { update, verify } = await signedIn("gusti", undefined, shop);
    await update({ email: "gusti@new.example" });
    const UserAttributes = listOf({ email: "gusti@admin.example", email_verified: "true" });
    await shop.cognito.adminUpdateUserAttributes({ UserPoolId: shop.UserPoolId, Username: "gusti", UserAttributes });
    const code = await service.current.codeSentTo("gusti@new.example");
    await expect(verify("email", code)).rejects.toMatchObject(expired);
    expect(await shop.attributesOf("gusti")).toMatchObject({ email: "gusti@admin.example" });
  });

  it("refuse an address that is somebody's name by now", async () => {
    const shop = peopleOf(service.current, careful);
    const { update, verify } = await signedIn("hanna", undefined, shop);
    await update({ email: "taken@new.example" });
    await shop.make("ida", { email: "taken@new.example", email_verified: "true" });
    const code = await service.current.codeSentTo("taken@new.example");
    await expect(verify("email", code)).rejects.toMatchObject({
      name: "AliasExistsException",
      message: "An account with the email already exists.",
    });
    expect(await shop.attributesOf("hanna")).toMatchObject({ email: emailOf("hanna"), email_verified: "true" });
  });
});
