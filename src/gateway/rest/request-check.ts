import type * as z from "zod";
import type { Exchange } from "../exchange/exchange.ts";
import type { ValueSource } from "../integrations/value-source.ts";
import type { Denial } from "../verifier/denial.ts";

/** What a method holds each request to before anything answers it. */
export interface RequestCheck {
  /** Parameters that must have a value. */
  readonly required: readonly { readonly name: string; readonly source: ValueSource }[];
  readonly body: BodyCheck | undefined;
}

export interface BodyCheck {
  readonly model: z.ZodType;
  readonly empty: "refused" | "taken";
}

export interface Unfit {
  readonly type: "BAD_REQUEST_PARAMETERS" | "BAD_REQUEST_BODY";
  readonly message: string;
  readonly denial: Denial;
}

/**
 * Holds a request to its method's check, or tells what it lacks. A body that says it is no JSON is not looked at, as on AWS.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 * Rejects with BodyTooLong.
 */
export async function unfitness({ required, body }: RequestCheck, exchange: Exchange): Promise<Unfit | undefined> {
  const missing = required.filter(({ source }) => !source(exchange)).map(({ name }) => name);
  if (missing.length > 0) {
    const message = `Missing required request parameters: [${missing.join(", ")}]`;
    const denial = { check: "parameters", expected: missing.join(", "), found: "none" };
    return { type: "BAD_REQUEST_PARAMETERS", message, denial };
  }
  if (!body) return undefined;
  const expected = await bodyLacks(body, exchange);
  if (expected === undefined) return undefined;
  return { type: "BAD_REQUEST_BODY", message: "Invalid request body", denial: { check: "body", expected } };
}

/** What the body should have been, without a word of what it is. */
async function bodyLacks({ model, empty }: BodyCheck, { request }: Exchange): Promise<string | undefined> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "application/json";
  if (type !== "application/json") return undefined;
  const text = (await request.body()).toString();
  if (text === "") return empty === "refused" ? "a body" : undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "JSON";
  }
  const issue = model.safeParse(value).error?.issues[0];
  return issue && `what the model has at ${["$", ...issue.path].join(".")} (${issue.code})`;
}
