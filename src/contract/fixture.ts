import * as z from "zod";
import { ConfigError } from "../config/config-error.ts";

const members = z.record(z.string(), z.unknown());

const error = z.strictObject({ errorType: z.string().optional(), errorMessage: z.string() });

/**
 * A call of a function in a file of its own, and what is to come of it. Where neither a response nor an error is expected,
 * any answer will do that the trigger takes. Extra members at the top are somebody's notes.
 */
const fixture = z.object({
  /** Its name in poolhouse.yaml. */
  function: z.string().min(1),
  event: z.looseObject({
    version: z.string(),
    triggerSource: z.string(),
    userPoolId: z.string(),
    userName: z.string(),
    request: members,
  }),
  expect: z.strictObject({ response: members.optional(), error: error.optional() }),
});

export type Fixture = z.output<typeof fixture>;

/** The fixture in the text of a file. Throws ConfigError. */
export function readFixture(text: string, file: string): Fixture {
  const result = fixture.safeParse(parse(text, file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ConfigError(`${file} is no fixture: ${[...(issue?.path ?? []), issue?.message].join(": ")}.`);
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`${file} is not JSON.`);
  }
}
