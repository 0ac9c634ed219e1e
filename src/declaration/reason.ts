import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/**
 * Why zod refuses `value`, as the end of a sentence that begins with the value's path: "must not be empty".
 * It never repeats the value, which may be a password.
 */
export function reasonFor(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return wrongKind(issue.expected, value);
    case "invalid_value":
      return value === undefined ? "is required" : oneOf(issue.values);
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_format":
      return issue.format === "regex" && issue.pattern
        ? `must match the pattern ${bare(issue.pattern)}`
        : `must be a valid ${issue.format}`;
    case "invalid_key":
      return `has a name that ${issue.issues.map((inner) => reasonFor(inner, "")).join(" and ")}`;
    case "invalid_union":
      return "options" in issue && issue.options ? oneOf(issue.options) : "is none of the kinds that it may be";
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
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
};

const oneOf = (values: readonly unknown[]) =>
  values.length === 1 ? `must be ${values[0]}` : `must be one of ${values.join(", ")}`;

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  if (origin === "string")
    return minimum === 1 ? "must not be empty" : `must not be shorter than ${minimum} characters`;
  if (origin === "array") return minimum === 1 ? "must not be empty" : `must have at least ${minimum} entries`;
  return inclusive === false ? `must be greater than ${minimum}` : `must not be less than ${minimum}`;
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): string {
  if (origin === "string") return `must not be longer than ${maximum} characters`;
  if (origin === "array") return `must not have more than ${maximum} entries`;
  return inclusive === false ? `must be less than ${maximum}` : `must not be greater than ${maximum}`;
}

/** An expression as AWS's documentation has it, without what makes it match the whole text: `/^(?:[\w-]+)$/u`. */
const bare = (pattern: string) => pattern.replace(/^\/\^\(\?:(.*)\)\$\/[a-z]*$/s, "$1");
