import type { z } from "zod";
import { type Path, printPath } from "./mistake.ts";
import { requiredMembers } from "./schema-at.ts";

type Issue = z.core.$ZodIssue;

/** One thing that a schema refuses, and why. */
export interface Violation {
  readonly path: Path;
  readonly reason: string;
  /** Whether the value at `path` is refused, or that there is one of this name. */
  readonly about: "value" | "name";
}

/** What is wrong with `input`, which `schema` refuses, in plain words. */
export function violations(schema: z.ZodType, issues: readonly Issue[], input: unknown): Violation[] {
  // zod measures whatever has a length: text in a list's place would be too long as well.
  const wrongKinds = new Set(issues.flatMap(({ code, path }) => (code === "invalid_type" ? [printPath(path)] : [])));
  return issues
    .filter(({ code, path }) => code === "invalid_type" || !wrongKinds.has(printPath(path)))
    .map((issue) => ({
      path: issue.path,
      reason: `${reasonFor(issue, valueAt(input, issue.path))}${exampleFor(schema, issue, input)}`,
      about: issue.code === "invalid_key" ? "name" : "value",
    }));
}

/** For a mapping in whose place a name stands: where each thing has but a name, people list the names. */
function exampleFor(schema: z.ZodType, issue: Issue, input: unknown): string {
  const isName = issue.code === "invalid_type" && typeof valueAt(input, issue.path) === "string";
  if (!isName || issue.expected !== "object") return "";
  const members = requiredMembers(schema, issue.path).map((name) => `${name}: …`);
  return members.length > 0 ? `, such as { ${members.join(", ")} }` : "";
}

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], input);

/**
 * Why zod refuses `value`, as the end of a sentence that begins with the value's path: "must not be empty".
 * It never repeats the value, which may be a password. Other messages than zod's are told as they are.
 */
function reasonFor(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return wrongKind(issue.expected, value);
    case "invalid_value":
      return value === undefined ? "is required" : oneOf(issue.values);
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return `must match the pattern ${bare(issue.pattern ?? issue.format)}`;
    case "invalid_key":
      return `has a name that ${issue.issues.map((inner) => reasonFor(inner, "")).join(" and ")}`;
    default:
      return issue.message;
  }
}

/** What was expected, and how to write it in YAML where the mistake is YAML's usual one. */
function wrongKind(expected: string, value: unknown): string {
  if (value === undefined) return "is required";
  if (value === null) return "has no value: give it one or leave it out";
  const must = `must be ${kinds[expected] ?? expected}`;
  if (expected === "string" && typeof value !== "object") return `${must}: put it in quotes`;
  if (expected === "number" && typeof value === "string" && Number.isFinite(Number.parseFloat(value))) {
    return `${must}, without quotes`;
  }
  if (expected === "boolean" && typeof value === "string") return `${must}, without quotes`;
  return must;
}

const kinds: Partial<Record<string, string>> = {
  string: "text",
  file: "bytes in base64",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

const oneOf = (values: readonly unknown[]) =>
  values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(", ")}`;

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === "number") return `must not be less than ${minimum}`;
  if (minimum === 1) return "must not be empty";
  return origin === "array"
    ? `must have at least ${minimum} entries`
    : `must not be shorter than ${minimum} characters`;
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === "number") return `must not be greater than ${maximum}`;
  return origin === "array"
    ? `must not have more than ${maximum} entries`
    : `must not be longer than ${maximum} characters`;
}

/** An expression as AWS's documentation has it, without what makes it match the whole text: `/^(?:[\w-]+)$/u`. */
const bare = (pattern: string) => pattern.replace(/^\/\^\(\?:(.*)\)\$\/[a-z]*$/s, "$1");
