import type { FunctionContext } from "../exchange/exchange.ts";
import { type Policy, readPolicy } from "./policy.ts";

/** What an authorizer's function answers with: a policy, or whether it allows (EnableSimpleResponses). */
export type AnswerForm = "policy" | "simple";

export interface FunctionVerdict {
  /** The policy, or all of it in a word. */
  readonly allows: Policy | boolean;
  readonly principalId: string | undefined;
  readonly context: FunctionContext;
  /** The API key that the request is counted under, where the API takes its keys from here. */
  readonly apiKey: string | undefined;
  readonly latency: number;
}

/** Reads a function's answer, or tells what it lacks. */
export function readVerdict(answer: unknown, form: AnswerForm, latency: number): FunctionVerdict | string {
  if (typeof answer !== "object" || answer === null) return "an object";
  const { principalId, policyDocument, usageIdentifierKey, isAuthorized, ...said } = answer as Record<string, unknown>;
  // Of a simple answer AWS takes null for none (aws-lambda-go, pull request 386); of a policy nobody has said so.
  const { context = {} } = form === "simple" && said.context === null ? {} : said;
  if (typeof context !== "object" || context === null || Array.isArray(context)) return "a context that is an object";
  const told = { context: context as FunctionContext, latency };
  if (form === "simple") {
    if (typeof isAuthorized !== "boolean") return "isAuthorized, true or false";
    return { allows: isAuthorized, principalId: undefined, apiKey: undefined, ...told };
  }
  if (typeof principalId !== "string" || principalId === "") return "a principalId";
  const statements = readPolicy(policyDocument);
  if (!statements) return "a policyDocument of statements with Effect, Action and Resource, and no Condition";
  if (!Object.values(context).every(isScalar)) return "a context of text, numbers and flags alone";
  const apiKey = typeof usageIdentifierKey === "string" ? usageIdentifierKey : undefined;
  return { allows: statements, principalId, apiKey, ...told };
}

const isScalar = (value: unknown): boolean => value === null || ["string", "number", "boolean"].includes(typeof value);
