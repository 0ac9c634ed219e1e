import { encryptMessage } from "../../crypto/encryption-sdk.ts";
import { newDataKey } from "../kms/kms-key.ts";
import { deliverLog } from "../log-delivery/deliver-log.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { customSenders } from "../trigger/custom-sender.ts";
import type { Answered } from "../trigger/functions.ts";
import type { MessageSource } from "../trigger/message-source.ts";
import type { Occasion } from "../trigger/occasion.ts";
import { eventOf, patience } from "../trigger/run-trigger.ts";
import { functionFor } from "../trigger/trigger.ts";
import type { Message } from "./message.ts";

type Sending = Pick<Services, "database" | "clock" | "functions" | "random" | "sealer" | "log" | "logDestinations">;

/** What a function is to send in the service's place. */
export interface Errand {
  readonly medium: Message["medium"];
  readonly about: MessageSource | "AccountTakeOverNotification";
  readonly userName: string;
  readonly userAttributes: Readonly<Record<string, string>>;
  readonly occasion: Occasion;
  /** A code or a temporary password. */
  readonly code?: string;
}

const names = { EMAIL: "CustomEmailSender", SMS: "CustomSMSSender" } as const;

/** The trigger whose function sends the pool's messages of a medium; undefined where the service does. */
export const senderFor = (pool: Pool, medium: Message["medium"]): Message["sentBy"] =>
  functionFor(pool, names[medium]) === undefined ? undefined : names[medium];

/**
 * Has the pool's function send a message. It is waited for as long as Cognito would wait for an answer, so that whoever
 * called finds it done; whatever comes of it, the call goes on, and the log and the pool's own log have what went wrong.
 */
export async function sendByFunction(services: Sending, pool: Pool, errand: Errand): Promise<void> {
  const { medium, about, userName, userAttributes, occasion } = errand;
  const trigger = customSenders[medium];
  const arn = functionFor(pool, trigger.name);
  if (arn === undefined) return;
  const source = `${trigger.name}_${about}`;
  const facts = { userAttributes, code: await encrypted(services, pool, errand) };
  const event = eventOf(trigger, { pool, source, userName, occasion, facts });
  const invocation = services.random.uuid();
  const answered = await services.functions.run({ arn, event, patience, invocation });
  if (answered.kind === "answer" || answered.kind === "not-json") return;
  const reason = whyNot(answered);
  services.log.error({ userPoolId: pool.id, triggerSource: source, function: arn, reason }, "a function sent nothing");
  const details = `${medium} message delivery failure: ${reason}`;
  await deliverLog(services, pool, "userNotification", { details });
}

/** As the AWS Encryption SDK writes it under the pool's key; a password for a mail is written as HTML before. */
async function encrypted(services: Sending, pool: Pool, { medium, code }: Errand): Promise<string | null> {
  if (code === undefined) return null;
  const context = { "userpool-id": pool.id };
  const key = { arn: pool.settings.LambdaConfig?.KMSKeyID ?? "", context };
  const plaintext = Buffer.from(medium === "EMAIL" ? escaped(code) : code);
  const { random } = services;
  const message = await encryptMessage(
    { random, newDataKey: (bound) => newDataKey(services, { ...key, context: bound }) },
    { plaintext, keyArn: key.arn, context },
  );
  return message.toString("base64");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (mark) => entities[mark] ?? mark);

function whyNot(answered: Exclude<Answered, { kind: "answer" | "not-json" }>): string {
  if (answered.kind === "no-answer") return `no answer within ${patience / 1000} seconds`;
  return answered.kind === "error"
    ? `${answered.errorType}: ${answered.errorMessage}`
    : `${answered.code}: ${answered.reason}`;
}
