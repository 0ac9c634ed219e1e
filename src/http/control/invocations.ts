import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import type { InvocationAttempt, RecordedInvocation } from "../../domain/invocation/invocation.ts";
import { withoutSecrets } from "../../domain/invocation/mask-secrets.ts";
import type { Services } from "../../domain/services.ts";
import { members, readQuery } from "./input.ts";
import type { Resource } from "./resource.ts";

const text = z.string().min(1, "must not be empty").optional();

const filters = members({
  function: text,
  triggerSource: text,
  userPoolId: text,
  after: z
    .union(
      [
        z
          .string()
          .regex(/^\d+$/)
          .transform((id) => ({ id })),
        z.iso.datetime({ offset: true }).transform((at) => ({ at: new Date(at) })),
      ],
      "must be an invocation's id or a time such as 2030-01-01T00:00:00Z",
    )
    .optional(),
});

/** Longer than any function may run, in milliseconds. */
const patience = 920_000;

export interface InvocationsOptions {
  readonly services: Pick<Services, "database" | "functions" | "random">;
  /** In shared mode passwords and codes are masked, and what functions wrote is not shown. */
  readonly mode: "local" | "shared";
  /** Resolves when what ran before is recorded. */
  settled(): Promise<void>;
}

/** What functions were called with and what came of it: GET reads it, oldest first, DELETE forgets it. */
export function invocations({ services: { database }, mode, settled }: InvocationsOptions): Resource {
  return {
    GET: async (c) => {
      const { function: functionName, ...filter } = readQuery(c, filters);
      await settled();
      const found = await database.invocations.list({ ...filter, functionName });
      return c.json(found.map((invocation) => asJson(invocation, mode)));
    },
    DELETE: async (c) => {
      const { userPoolId } = readQuery(c, members({ userPoolId: text }));
      await settled();
      await database.invocations.delete({ userPoolId });
      return c.body(null, 204);
    },
  };
}

/** POST runs a function once more with the event of an earlier invocation, and gives the new one. Nothing else comes of it. */
export function replay({ services, mode, settled }: InvocationsOptions): Resource {
  const { database, functions, random } = services;
  return {
    POST: async (c) => {
      const { id = "" } = c.req.param() as { id?: string };
      await settled();
      const earlier = await database.invocations.get(id);
      if (!earlier) throw new HTTPException(404, { message: `There is no invocation ${id}.` });
      if (typeof earlier.event === "string") {
        throw new HTTPException(409, { message: `The event of invocation ${id} was too long to be kept.` });
      }
      const invocation = random.uuid();
      await functions.run({ arn: earlier.arn, event: earlier.event, patience, invocation });
      await settled();
      const replayed = await database.invocations.byKey(invocation);
      if (!replayed) throw new HTTPException(404, { message: "It ran, and has been forgotten since." });
      return c.json(asJson(replayed, mode));
    },
  };
}

function asJson(recorded: RecordedInvocation, mode: InvocationsOptions["mode"]) {
  const invocation = mode === "local" ? recorded : withoutSecrets(recorded);
  const attempts = invocation.attempts.map(attemptAsJson);
  const { outcome, error, answer } = attempts.at(-1) ?? { outcome: "no-answer", error: null, answer: null };
  return {
    id: invocation.id,
    at: invocation.at.toISOString(),
    function: invocation.functionName,
    functionArn: invocation.arn,
    userPoolId: invocation.userPoolId ?? null,
    triggerSource: invocation.triggerSource ?? null,
    event: invocation.event,
    ...{ outcome, answer, error },
    duration: attempts.reduce((sum, { duration }) => sum + duration, 0),
    logs: attempts.flatMap(({ logs }) => logs),
    attempts,
  };
}

/** An outcome is `answer`, `error`, `not-json`, `no-answer` or `not-run`. */
const attemptAsJson = ({ outcome, ...attempt }: InvocationAttempt) => ({
  ...attempt,
  outcome: outcome.kind,
  answer: outcome.kind === "answer" ? (outcome.answer ?? null) : null,
  error: errorOf(outcome),
});

function errorOf(outcome: InvocationAttempt["outcome"]) {
  if (outcome.kind === "error") return { errorType: outcome.errorType, errorMessage: outcome.errorMessage };
  return outcome.kind === "not-run" ? { errorType: outcome.code, errorMessage: outcome.reason } : null;
}
