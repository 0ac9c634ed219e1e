import { describe, expect, it } from "vitest";
import { emailOf, listOf, password } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { type Kinds, recordedEvents } from "./recorded-events.ts";
import { customClient, customSignIns, riddles } from "./riddles.ts";
import { agree, answering, type Event, type Handlers, workbench } from "./workbench.ts";

const maps: readonly string[] = ["userAttributes", "clientMetadata", "validationData"];

/** What an event has, in the words of the recorded ones. */
function kindsOf(value: unknown, name = ""): Kinds {
  if (value === null) return "null";
  if (Array.isArray(value)) {
    const [first] = value;
    return first === undefined || typeof first === "string" ? "list of strings" : kindsOf(first);
  }
  if (typeof value !== "object") return typeof value;
  if (maps.includes(name)) return "attributes";
  return Object.fromEntries(Object.entries(value).map(([inner, content]) => [inner, kindsOf(content, inner)]));
}

describe("Events", async () => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll("memory", { functions });

  async function peopleWith(handlers: Handlers) {
    const app = await triggerApp(service.current, handlers, {}, customClient);
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
    const CreateAuthChallenge = answering({ publicChallengeParameters: {}, privateChallengeParameters: {} });
    const people = await peopleWith({ ...told, ...riddles, CreateAuthChallenge, PreTokenGeneration: agree });
    await people.signUp({ shop: "nine" });
    const { RefreshToken } = await people.makeSignedIn("bert");
    await people.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
    await people.cognito.forgotPassword({ ClientId: people.ClientId, Username: "bert" });
    const { Session } = await people.begin("bert");
    await people.answer("CUSTOM_CHALLENGE", "bert", Session, { ANSWER: "a map" });
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
    const sent = (await Promise.all([inOneLife(), withNewerFunctions(), fromElsewhere()])).flat();
    for (const { source, version, request, response } of recordedEvents) {
      const ours = sent.filter((event) => event.triggerSource === source && event.version === version).at(-1);
      expect({
        source,
        version,
        request: kindsOf(ours?.request),
        response: ours?.response && kindsOf(ours.response),
      }).toEqual({ source, version, request, response });
    }
  });
});
