import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect } from "vitest";
import type { Answered, Functions } from "../../src/domain/trigger/functions.ts";
import type { TriggerName } from "../../src/domain/trigger/trigger.ts";
import type { Face } from "../support/face.ts";
import { type App, makeApp } from "../support/people.ts";

/** An event as it comes over the wire. */
export interface Event {
  readonly version: string;
  readonly triggerSource: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
}

/** A function of a trigger: what it returns is its answer, what it throws its error. */
export type Handler = (event: Event) => unknown;

/** What is no answer of a function: thrown by a handler, it is what comes of the attempt. */
export class Outcome extends Error {
  readonly answered: Answered;

  constructor(answered: Answered) {
    super(answered.kind);
    this.answered = answered;
  }
}

export const fails = (answered: Answered) => (): never => {
  throw new Outcome(answered);
};

/** PreTokenGeneration is configured with its version, or, without, by the older member that has none. */
export type Handlers = Partial<Record<TriggerName, Handler>> & { readonly tokenVersion?: "V1_0" | "V2_0" | "V3_0" };

export const keyArn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555";

const versioned: readonly string[] = ["CustomEmailSender", "CustomSMSSender", "InboundFederation"];

/** Functions in this process: the edge at which the service hands over events and takes answers. */
export function workbench() {
  const handlers = new Map<string, { trigger: string; handler: Handler; runs: Event[] }>();
  let made = 0;

  const functions: Functions = {
    has: (arn) => handlers.has(arn),
    async run({ arn, event }) {
      const found = handlers.get(arn);
      if (!found) return { kind: "not-run", code: "ResourceNotFoundException", reason: `no function is ${arn}` };
      const sent: Event = JSON.parse(JSON.stringify(event));
      found.runs.push(sent);
      try {
        const answer = await found.handler(JSON.parse(JSON.stringify(event)));
        return { kind: "answer", answer: answer === undefined ? undefined : JSON.parse(JSON.stringify(answer)) };
      } catch (error) {
        if (error instanceof Outcome) return error.answered;
        return { kind: "error", errorType: "Error", errorMessage: (error as Error).message };
      }
    },
  };

  /** A pool of its own whose triggers are these functions, and a public client for it; `events` are those that were sent. */
  async function triggerApp(
    service: Face,
    { tokenVersion, ...given }: Handlers,
    pool: Partial<CreateUserPoolCommandInput> = {},
    client: Partial<CreateUserPoolClientCommandInput> = {},
  ): Promise<App & { events: Event[] }> {
    const events: Event[] = [];
    const LambdaConfig = Object.entries(given).map(([trigger, handler]) => {
      const arn = `arn:aws:lambda:us-east-1:123456789012:function:${trigger}-${++made}`;
      handlers.set(arn, { trigger, handler: handler as Handler, runs: events });
      if (trigger === "PreTokenGeneration" && tokenVersion) {
        return ["PreTokenGenerationConfig", { LambdaVersion: tokenVersion, LambdaArn: arn }];
      }
      return [trigger, versioned.includes(trigger) ? { LambdaVersion: "V1_0", LambdaArn: arn } : arn];
    });
    const KMSKeyID = given.CustomEmailSender || given.CustomSMSSender ? keyArn : undefined;
    const app = await makeApp(
      service,
      { AutoVerifiedAttributes: ["email"], LambdaConfig: { ...Object.fromEntries(LambdaConfig), KMSKeyID }, ...pool },
      client,
    );
    return { ...app, events };
  }

  return { functions, triggerApp };
}

/** Takes the event as it is. */
export const agree: Handler = (event) => event;

/** Answers with these members of `response`. */
export const answering =
  (response: object): Handler =>
  (event) => ({ ...event, response: { ...event.response, ...response } });

/** The SDK of the tests, as events name it. */
export const testSdk = expect.stringMatching(/^aws-sdk-js-3\.[0-9]+\.[0-9]+$/);

/** An event's envelope: its app's, or an administrator's. */
export const envelope = (
  { UserPoolId, ClientId }: App,
  triggerSource: string,
  userName: string,
  by: "app" | "administrator" = "app",
) => ({
  version: "1",
  triggerSource,
  region: "us-east-1",
  userPoolId: UserPoolId,
  userName,
  callerContext: {
    awsSdkVersion: testSdk,
    clientId: by === "app" ? ClientId : "CLIENT_ID_NOT_APPLICABLE",
  },
});
