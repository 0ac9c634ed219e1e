import type { CreateUserPoolClientCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { describe, it } from "vitest";
import { emailOf, listOf, password } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { expectRecorded } from "./kinds-of.ts";
import { recordedEvents } from "./recorded-events.ts";
import { customClient, customSignIns, riddles } from "./riddles.ts";
import { agree, answering, type Event, type Handlers, workbench } from "./workbench.ts";

describe("Events", async () => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll("memory", { functions });

  async function peopleWith(handlers: Handlers, client: Partial<CreateUserPoolClientCommandInput> = {}) {
    const app = await triggerApp(service.current, handlers, {}, { ...customClient, ...client });
    const people = customSignIns(service.current, app);
    const signUp = (ClientMetadata?: Record<string, string>) =>
      people.cognito.signUp({
        ...{ ClientId: app.ClientId, Username: "anna", Password: password, ClientMetadata },
        UserAttributes: listOf({ email: emailOf("anna") }),
      });
    return { ...people, signUp, events: app.events };
  }

  async function inOneLife(): Promise<Event[]> {
    const told = { PreSignUp: agree, PreAuthentication: agree, PostAuthentication: agree, CustomMessage: agree };
    const more = { PostConfirmation: agree, PreTokenGeneration: agree };
    const people = await peopleWith({ ...told, ...riddles, ...more, CreateAuthChallenge: withoutMetadata });
    const { cognito, ClientId } = people;
    await people.signUp({ shop: "nine" });
    await people.confirm("anna");
    const { RefreshToken } = await people.makeSignedIn("bert");
    await people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    await cognito.forgotPassword({ ClientId, Username: "bert" });
    const ConfirmationCode = await service.current.codeSentTo(emailOf("bert"));
    await cognito.confirmForgotPassword({ ClientId, Username: "bert", ConfirmationCode, Password: "An0ther!1" });
    const UserAttributes = listOf({ email: emailOf("dora") });
    await people.invite("dora", { MessageAction: undefined, DesiredDeliveryMediums: ["EMAIL"], UserAttributes });
    await guessWrong(people);
    return people.events;
  }

  const withoutMetadata = answering({
    publicChallengeParameters: {},
    privateChallengeParameters: { answer: "a piano" },
  });

  async function guessWrong(people: Awaited<ReturnType<typeof peopleWith>>): Promise<void> {
    const { Session } = await people.begin("bert");
    await people.answer("CUSTOM_CHALLENGE", "bert", Session, { ANSWER: "a map" });
  }

  async function whereNobodyIsTold(): Promise<Event[]> {
    const hiding = { PreventUserExistenceErrors: "ENABLED" } as const;
    const people = await peopleWith({ ...riddles, CreateAuthChallenge: withoutMetadata }, hiding);
    await people.make("bert");
    await guessWrong(people);
    return people.events;
  }

  async function withNewerFunctions(): Promise<Event[]> {
    const people = await peopleWith({ PreTokenGeneration: agree, tokenVersion: "V2_0", CustomEmailSender: agree });
    await people.signUp();
    await people.makeSignedIn("bert");
    return people.events;
  }

  async function fromElsewhere(): Promise<Event[]> {
    const userAttributes = { email: emailOf("carla") };
    const known = { userAttributes, finalUserStatus: "CONFIRMED", messageAction: "SUPPRESS" };
    const people = await peopleWith({ UserMigration: answering(known) });
    await people.signIn("carla");
    return people.events;
  }

  it("have the members, of the kinds, that those of Cognito have", async () => {
    const sent: Event[] = [];
    // One after the other: the same people's codes go to the same addresses.
    for (const life of [inOneLife, whereNobodyIsTold, withNewerFunctions, fromElsewhere]) sent.push(...(await life()));
    expectRecorded(recordedEvents, sent);
  });
});
