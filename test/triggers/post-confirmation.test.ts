import { describe, expect, it } from "vitest";
import { giveDomain } from "../support/domain.ts";
import { emailOf, listOf, password, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, answering, envelope, type Handler, workbench } from "./workbench.ts";

describe.each(databases)("PostConfirmation, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });

  const attributes = (sub: string | undefined, name: string, more: object = {}) => ({
    sub,
    "cognito:user_status": "CONFIRMED",
    email: emailOf(name),
    email_verified: "true",
    ...more,
  });

  it("is told who has confirmed, when that stands", async () => {
    const seen: unknown[] = [];
    const PostConfirmation: Handler = async (event) => {
      const { userPoolId: UserPoolId, userName: Username } = event;
      seen.push((await service.current.sdk().adminGetUser({ UserPoolId, Username })).UserStatus);
      return event;
    };
    const app = await triggerApp(service.current, { PostConfirmation });
    const people = peopleOf(service.current, app);
    const { UserSub } = await people.signUp("anna");
    const ConfirmationCode = await service.current.codeSentTo(emailOf("anna"));
    const ClientMetadata = { campaign: "spring" };
    await people.cognito.confirmSignUp({ ClientId: app.ClientId, Username: "anna", ConfirmationCode, ClientMetadata });
    expect(app.events).toEqual([
      {
        ...envelope(app, "PostConfirmation_ConfirmSignUp", "anna"),
        request: { userAttributes: attributes(UserSub, "anna"), clientMetadata: { campaign: "spring" } },
        response: {},
      },
    ]);
    expect(seen).toEqual(["CONFIRMED"]);
  });

  it("is told of whom an administrator confirms", async () => {
    const app = await triggerApp(service.current, { PostConfirmation: agree });
    const { cognito, signUp, UserPoolId } = peopleOf(service.current, app);
    const { UserSub } = await signUp("bert");
    await cognito.adminConfirmSignUp({ UserPoolId, Username: "bert", ClientMetadata: { desk: "two" } });
    expect(app.events).toEqual([
      {
        ...envelope(app, "PostConfirmation_ConfirmSignUp", "bert", "administrator"),
        request: {
          userAttributes: attributes(UserSub, "bert", { email_verified: "false" }),
          clientMetadata: { desk: "two" },
        },
        response: {},
      },
    ]);
  });

  it("is told of whom PreSignUp has let in, with the metadata of SignUp", async () => {
    const PreSignUp = answering({ autoConfirmUser: true });
    const app = await triggerApp(service.current, { PreSignUp, PostConfirmation: agree });
    const { cognito, ClientId } = peopleOf(service.current, app);
    const { UserSub } = await cognito.signUp({
      ...{ ClientId, Username: "carla", Password: password },
      UserAttributes: listOf({ email: emailOf("carla") }),
      ClientMetadata: { campaign: "spring" },
    });
    expect(app.events[1]).toEqual({
      ...envelope(app, "PostConfirmation_ConfirmSignUp", "carla"),
      request: {
        userAttributes: attributes(UserSub, "carla", { email_verified: "false" }),
        clientMetadata: { campaign: "spring" },
      },
      response: {},
    });
  });

  it("is told of who followed the link in the mail", async () => {
    const VerificationMessageTemplate = { DefaultEmailOption: "CONFIRM_WITH_LINK" } as const;
    const app = await triggerApp(service.current, { PostConfirmation: agree }, { VerificationMessageTemplate });
    await giveDomain(service.current, app.UserPoolId);
    const { UserSub } = await peopleOf(service.current, app).signUp("dora");
    const query = new URLSearchParams({ destination: emailOf("dora") });
    const [message] = await service.current.control<{ link: string }[]>("GET", `/messages?${query}`);
    expect((await fetch(message!.link)).status).toBe(200);
    expect(app.events).toEqual([
      {
        ...envelope(app, "PostConfirmation_ConfirmSignUp", "dora"),
        callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: app.ClientId },
        request: { userAttributes: attributes(UserSub, "dora") },
        response: {},
      },
    ]);
  });

  it("is told of who has a new password in the place of a forgotten one", async () => {
    const app = await triggerApp(service.current, { PostConfirmation: agree });
    const people = peopleOf(service.current, app);
    const { cognito, ClientId } = people;
    await people.make("emil");
    await cognito.forgotPassword({ ClientId, Username: "emil" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("emil"));
    await cognito.confirmForgotPassword({
      ...{ ClientId, Username: "emil", ConfirmationCode, Password: "An0ther!1" },
      ClientMetadata: { why: "forgotten" },
    });
    const { sub } = await people.attributesOf("emil");
    expect(app.events).toEqual([
      {
        ...envelope(app, "PostConfirmation_ConfirmForgotPassword", "emil"),
        request: { userAttributes: attributes(sub, "emil"), clientMetadata: { why: "forgotten" } },
        response: {},
      },
    ]);
    await people.signIn("emil", "An0ther!1");
  });

  it("fails the call and leaves the person confirmed", async () => {
    const PostConfirmation: Handler = () => {
      throw new Error("The welcome desk is closed");
    };
    const app = await triggerApp(service.current, { PostConfirmation });
    const people = peopleOf(service.current, app);
    await people.signUp("fritz");
    await expect(people.confirm("fritz")).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PostConfirmation failed with error The welcome desk is closed.",
    });
    expect(await people.get("fritz")).toMatchObject({ UserStatus: "CONFIRMED" });
    await people.signIn("fritz");
  });

  it("may answer with nothing of its own", async () => {
    const app = await triggerApp(service.current, { PostConfirmation: answering({ autoConfirmUser: true }) });
    const people = peopleOf(service.current, app);
    await people.signUp("gerda");
    await expect(people.confirm("gerda")).rejects.toMatchObject({
      name: "InvalidLambdaResponseException",
      message: "Unrecognizable lambda output",
    });
  });
});
