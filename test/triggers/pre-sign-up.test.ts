import { describe, expect, it } from "vitest";
import { emailOf, listOf, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, answering, envelope, workbench } from "./workbench.ts";

const flags = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

describe.each(databases)("PreSignUp, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  it("is told who signs up, with what the app hands through", async () => {
    const app = await triggerApp(service.current, { PreSignUp: agree });
    const { cognito, ClientId } = peopleOf(service.current, app);
    await cognito.signUp({
      ...{ ClientId, Username: "anna", Password: password },
      UserAttributes: listOf({ email: emailOf("anna"), name: "Anna" }),
      ValidationData: listOf({ invited: "yes" }),
      ClientMetadata: { campaign: "spring" },
    });
    expect(app.events).toEqual([
      {
        ...envelope(app, "PreSignUp_SignUp", "anna"),
        request: {
          userAttributes: { email: "anna@example.com", name: "Anna" },
          validationData: { invited: "yes" },
          clientMetadata: { campaign: "spring" },
        },
        response: flags,
      },
    ]);
  });

  it("is told of nothing that nobody handed over, and of the username to come where people sign up by mail", async () => {
    const app = await triggerApp(service.current, { PreSignUp: agree }, { UsernameAttributes: ["email"] });
    const { cognito, ClientId } = peopleOf(service.current, app);
    const { UserSub } = await cognito.signUp({ ClientId, Username: emailOf("bert"), Password: password });
    expect(app.events).toEqual([
      {
        ...envelope(app, "PreSignUp_SignUp", UserSub ?? ""),
        request: { userAttributes: { email: "bert@example.com" }, validationData: null },
        response: flags,
      },
    ]);
  });

  it("lets somebody in at once, with contacts that are verified, and sends no code", async () => {
    const PreSignUp = answering({ autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true });
    const app = await triggerApp(service.current, { PreSignUp });
    const people = peopleOf(service.current, app);
    const answer = await people.signUp("carla", { email: emailOf("carla"), phone_number: "+15551234567" });
    expect(answer).toMatchObject({ UserConfirmed: true });
    expect(answer.CodeDeliveryDetails).toBeUndefined();
    expect(await people.get("carla")).toMatchObject({ UserStatus: "CONFIRMED" });
    expect(await people.attributesOf("carla")).toMatchObject({ email_verified: "true", phone_number_verified: "true" });
    await people.signIn("carla");
  });

  it("moves an alias to whom it verifies", async () => {
    const app = await triggerApp(
      service.current,
      { PreSignUp: answering({ autoConfirmUser: true, autoVerifyEmail: true }) },
      { AliasAttributes: ["email"] },
    );
    const people = peopleOf(service.current, app);
    await people.signUp("first", { email: "shared@example.com" });
    await people.signUp("second", { email: "shared@example.com" });
    expect(await people.get("shared@example.com")).toMatchObject({ Username: "second" });
    expect(await people.attributesOf("first")).toMatchObject({
      email: "shared@example.com",
      email_verified: "false",
    });
  });

  it("cannot verify a contact that there is not", async () => {
    const app = await triggerApp(service.current, { PreSignUp: answering({ autoVerifyPhone: true }) });
    const people = peopleOf(service.current, app);
    await expect(people.signUp("dora")).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
      message: "The user has no phone_number to verify.",
    });
    await expect(people.get("dora")).rejects.toMatchObject({ name: "UserNotFoundException" });
  });

  it("keeps somebody out, and nothing of them stands", async () => {
    const refuse = () => {
      throw new Error("Not from here");
    };
    const app = await triggerApp(service.current, { PreSignUp: refuse });
    const people = peopleOf(service.current, app);
    const refused = {
      name: "UserLambdaValidationException",
      message: "PreSignUp failed with error Not from here.",
    };
    await expect(people.signUp("emil")).rejects.toMatchObject(refused);
    await expect(people.invite("emil")).rejects.toMatchObject(refused);
    await expect(people.get("emil")).rejects.toMatchObject({ name: "UserNotFoundException" });
    await expect(service.current.codeSentTo(emailOf("emil"))).rejects.toThrow("nothing was sent");
  });

  it("comes after the password was found good, and is not asked of a bad one", async () => {
    const app = await triggerApp(service.current, { PreSignUp: agree });
    const { cognito, ClientId } = peopleOf(service.current, app);
    const weak = cognito.signUp({ ClientId, Username: "fritz", Password: "weakweak" });
    await expect(weak).rejects.toMatchObject({ name: "InvalidPasswordException" });
    expect(app.events).toEqual([]);
  });

  it("is told whom an administrator makes, and changes nothing about them", async () => {
    const PreSignUp = answering({ autoConfirmUser: true, autoVerifyEmail: true });
    const app = await triggerApp(service.current, { PreSignUp });
    const people = peopleOf(service.current, app);
    const { User } = await people.invite("gerda", {
      UserAttributes: listOf({ email: emailOf("gerda"), email_verified: "false" }),
      ValidationData: listOf({ ticket: "17" }),
      ClientMetadata: { desk: "two" },
    });
    expect(User).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD" });
    expect(await people.attributesOf("gerda")).toMatchObject({ email_verified: "false" });
    expect(app.events).toEqual([
      {
        ...envelope(app, "PreSignUp_AdminCreateUser", "gerda", "administrator"),
        request: {
          userAttributes: { email: "gerda@example.com", email_verified: "false" },
          validationData: { ticket: "17" },
          clientMetadata: { desk: "two" },
        },
        response: flags,
      },
    ]);
  });
});
