import type { z } from "zod";
import { type Path, printPath } from "./mistake.ts";
import { reasonFor } from "./reason.ts";

type Issue = z.core.$ZodIssue;

/** One thing that a schema refuses, and why. */
export interface Violation {
  readonly path: Path;
  readonly reason: string;
  /** Whether the value at `path` is refused, or that there is one of this name. */
  readonly about: "value" | "name";
}

/** What is wrong with `input` in plain words. Members that a strict schema does not know are among it, by their paths. */
export function violations(issues: readonly Issue[], input: unknown): Violation[] {
  // zod measures whatever has a length: text in a list's place would be too long as well.
  const wrongKinds = new Set(issues.flatMap(({ code, path }) => (code === "invalid_type" ? [printPath(path)] : [])));
  return issues
    .filter(({ code, path }) => code === "invalid_type" || !wrongKinds.has(printPath(path)))
    .flatMap((issue): Violation[] => {
      const { path } = issue;
      if (issue.code === "unrecognized_keys") {
        return issue.keys.map((name) => ({ path: [...path, name], reason: "is not known", about: "name" }));
      }
      if (issue.code === "invalid_union" && issue.errors.length > 0) return unionViolations(issue, input);
      const about = issue.code === "invalid_key" ? "name" : "value";
      return [{ path, reason: reasonFor(issue, valueAt(input, path)), about }];
    });
}

/** Of a union those of the option that came nearest: it takes values of this kind, and has the fewest complaints. */
function unionViolations({ errors, path }: z.core.$ZodIssueInvalidUnion, input: unknown): Violation[] {
  const value = valueAt(input, path);
  const [nearest] = errors
    .filter((issues) => issues.every((issue) => issue.code !== "invalid_type" || issue.path.length > 0))
    .sort((one, other) => one.length - other.length);
  if (!nearest) {
    const reasons = errors.flatMap((issues) => issues.map((issue) => reasonFor(issue, value)));
    return [{ path, reason: [...new Set(reasons)].join(", or "), about: "value" }];
  }
  return violations(nearest, value).map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
}

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], input);
