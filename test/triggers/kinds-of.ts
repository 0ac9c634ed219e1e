import type { Kinds } from "./recorded-events.ts";

const maps: readonly string[] = ["userAttributes", "clientMetadata", "validationData"];

/** What an event has, in the words of the recorded ones. */
export function kindsOf(value: unknown, name = ""): Kinds {
  if (value === null) return "null";
  if (Array.isArray(value)) {
    const [first] = value;
    return first === undefined || typeof first === "string" ? "list of strings" : kindsOf(first);
  }
  if (typeof value !== "object") return typeof value;
  if (maps.includes(name)) return "attributes";
  return Object.fromEntries(Object.entries(value).map(([inner, content]) => [inner, kindsOf(content, inner)]));
}
