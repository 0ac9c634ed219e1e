import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { emailOf, listOf, makeApp, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("email_verified and phone_number_verified, on %s", async (kind) => {
  const service = await startForAll(kind);

  it("say no of a contact that somebody signed up with, and of one that an administrator gave only what was given", async () => {
    const app = await makeApp(service.current);
    const { attributesOf, cognito, UserPoolId, invite, signUp, withPassword } = peopleOf(service.current, app);
    await signUp("gusti");
    expect(await attributesOf("gusti")).toMatchObject({ email_verified: "false" });

    const contacts = { email: emailOf("hanna"), phone_number: "+15555550100" };
    const { User } = await invite("hanna", {
      TemporaryPassword: password,
      UserAttributes: listOf(contacts),
    });
    expect(User?.Attributes?.map(({ Name }) => Name)).toEqual(["sub", "email", "phone_number"]);
    const { ChallengeParameters } = await withPassword("hanna");
    expect(JSON.parse(ChallengeParameters?.userAttributes ?? "")).toEqual(contacts);
    const UserAttributes = listOf({ email: "other@example.com" });
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "hanna", UserAttributes });
    expect(await attributesOf("hanna")).toMatchObject({ email_verified: "false" });
  });

  it("are true in whichever case they say so, and stay as they were written", async () => {
    const app = await makeApp(service.current, { AliasAttributes: ["email"], AutoVerifiedAttributes: ["email"] });
    const { cognito, UserPoolId, ClientId, make, signIn, attributesOf } = peopleOf(service.current, app);
    await make("ida", { email: emailOf("ida"), email_verified: "True" });
    expect(await attributesOf("ida")).toMatchObject({ email_verified: "True" });
    const { IdToken } = await signIn(emailOf("ida"));
    expect(decodeJwt(IdToken)).toMatchObject({ email_verified: true });
    const { CodeDeliveryDetails } = await cognito.forgotPassword({ ClientId, Username: "ida" });
    expect(CodeDeliveryDetails).toMatchObject({ AttributeName: "email", DeliveryMedium: "EMAIL" });

    const UserAttributes = listOf({ email_verified: "FALSE" });
    await cognito.adminUpdateUserAttributes({ UserPoolId, Username: "ida", UserAttributes });
    await expect(signIn(emailOf("ida"))).rejects.toMatchObject({ name: "UserNotFoundException" });
    const wrong = cognito.adminUpdateUserAttributes({
      ...{ UserPoolId, Username: "ida", UserAttributes: listOf({ email_verified: "yes" }) },
    });
    await expect(wrong).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "user.email_verified: Value must be true or false\n",
    });
  });
});
