import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import * as z from "zod";

/** An object with these members and no others: one that is misspelt must not be passed over in silence. */
export const members = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `${issue.keys?.join(", ")} is not known; known are ${Object.keys(shape).join(", ")}`
        : undefined,
  });

/** The request's query as `type` describes it. Throws 400. */
export function readQuery<Type extends z.ZodType>(c: Context, type: Type): z.output<Type> {
  const given = Object.entries(c.req.query());
  // No value that is asked for holds a space; but people forget that a plus (+1555…, me+test@…, +02:00) means one in a URL.
  return check(type, Object.fromEntries(given.map(([name, value]) => [name, value.replaceAll(" ", "+")])));
}

/** The request's JSON as `type` describes it; `example` tells whoever sent something else what to send. Throws 400. */
export async function readBody<Type extends z.ZodType>(
  c: Context,
  type: Type,
  example: string,
): Promise<z.output<Type>> {
  const text = await c.req.text().catch(brokenOff);
  return check(type, parse(text, example), ` Send ${example}.`);
}

/** A client that goes away is no failure of the service. */
function brokenOff(): never {
  throw new HTTPException(400, { message: "The body broke off." });
}

function parse(text: string, example: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HTTPException(400, { message: `The body is not JSON. Send ${example}.` });
  }
}

function check<Type extends z.ZodType>(type: Type, value: unknown, advice = ""): z.output<Type> {
  const result = type.safeParse(value, { error: inWords });
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => [...path, message].join(": "));
  throw new HTTPException(400, { message: `${problems.join("; ")}.${advice}` });
}

const kinds: Partial<Record<string, string>> = {
  boolean: "true or false",
  object: "a JSON object",
  string: "text",
};

/** What zod would say in words of its own, as the end of a sentence that begins with the member's name. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "invalid_type") {
    return issue.input === undefined ? "is missing" : `must be ${kinds[issue.expected] ?? issue.expected}`;
  }
  return issue.code === "invalid_value" ? `must be ${issue.values.join(" or ")}` : undefined;
}
