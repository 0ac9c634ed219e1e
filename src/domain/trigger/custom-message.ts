import * as z from "zod";
import type { Pool } from "../pool/pool.ts";
import type { User } from "../user/user.ts";
import type { MessageSource } from "./message-source.ts";
import type { Occasion } from "./occasion.ts";
import { type Running, runTrigger } from "./run-trigger.ts";
import { defineTrigger } from "./trigger.ts";
import { userAttributes } from "./user-attributes.ts";

interface Facts {
  readonly pool: Pool;
  readonly user: User;
  readonly about: MessageSource;
}

const text = z.string().nullish();

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
export const customMessage = defineTrigger<Facts>()({
  name: "CustomMessage",
  sources: [
    "CustomMessage_SignUp",
    "CustomMessage_ResendCode",
    "CustomMessage_ForgotPassword",
    "CustomMessage_UpdateUserAttribute",
    "CustomMessage_VerifyUserAttribute",
    "CustomMessage_AdminCreateUser",
    "CustomMessage_Authentication",
  ],
  request: ({ pool, user, about }) => ({
    userAttributes: userAttributes(pool, user),
    codeParameter: "{####}",
    linkParameter: "{##Click Here##}",
    usernameParameter: about === "AdminCreateUser" ? "{username}" : null,
  }),
  response: { smsMessage: null, emailMessage: null, emailSubject: null },
  sameUserName: true,
  answer: z.strictObject({ smsMessage: text, emailMessage: text, emailSubject: text }),
});

/** The texts that the pool's function wants in the place of its templates; undefined where the pool has none. */
export const textsFor = (services: Running, facts: Facts, occasion: Occasion) =>
  runTrigger(services, customMessage, {
    ...{ pool: facts.pool, source: `CustomMessage_${facts.about}` as const, userName: facts.user.username, occasion },
    facts,
  });
