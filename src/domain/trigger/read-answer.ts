import type { z } from "zod";
import { isObject } from "../is-object.ts";

/** Where an answer is not what its trigger takes, and why. */
export interface Deviation {
  /** As `response.claimsOverrideDetails.claimsToSuppress.0`. */
  readonly path: string;
  readonly reason: string;
}

export interface ReadAnswer<Answer> {
  /** Undefined for one that cannot be used. */
  readonly answer?: Answer;
  readonly deviations: readonly Deviation[];
}

/**
 * Reads what a function returned: it must be the event, of which `response` alone is looked at. Members that the schema
 * does not know are deviations, and left out unless the trigger is `strict`.
 */
export function readAnswer<Answer>(trigger: Reading<Answer>, returned: unknown): ReadAnswer<Answer> {
  if (!isObject(returned)) return { deviations: [{ path: "", reason: "the event was not returned" }] };
  if (!isObject(returned.response)) return { deviations: [{ path: "response", reason: "it is not an object" }] };
  try {
    return readResponse(trigger, returned.response);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { deviations: [{ path: "response", reason: "it is nested too deeply" }] };
  }
}

interface Reading<Answer> {
  readonly answer: z.ZodType<Answer>;
  readonly strict?: true;
}

function readResponse<Answer>({ answer: schema, strict }: Reading<Answer>, response: object): ReadAnswer<Answer> {
  const result = schema.safeParse(response);
  if (result.success) return { answer: result.data, deviations: [] };
  const { issues } = result.error;
  const deviations = issues.map(deviation);
  const known = strict ? undefined : withoutUnknown(response, issues);
  if (!known) return { deviations };
  // What was found only now stands behind the members that nobody knows: a bound of all that is wanted.
  const again = schema.safeParse(known);
  return again.success
    ? { answer: again.data, deviations }
    : { deviations: [...deviations, ...again.error.issues.map(deviation)] };
}

const deviation = ({ path, message }: z.core.$ZodIssue): Deviation => ({
  path: ["response", ...path].join("."),
  reason: message,
});

/** The same without the members that nobody knows; undefined where something else is wrong with it too. */
function withoutUnknown(response: object, issues: readonly z.core.$ZodIssue[]): object | undefined {
  const copy = structuredClone(response);
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") return undefined;
    const holder = issue.path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)[step], copy);
    for (const key of issue.keys) delete (holder as Record<string, unknown>)[key];
  }
  return copy;
}
