import { expect } from "vitest";
import type { Kinds, RecordedEvent } from "./recorded-events.ts";
import type { Event } from "./workbench.ts";

const maps: readonly string[] = [
  ...["userAttributes", "clientMetadata", "validationData"],
  ...["tokenResponse", "idToken", "userInfo", "samlResponse"],
];

/** What an event has, in the words of the recorded ones. */
export function kindsOf(value: unknown, name = ""): Kinds {
  if (value === null) return "null";
  if (Array.isArray(value)) {
    const [first] = value;
    return first === undefined || typeof first === "string" ? "list of strings" : kindsOf(first);
  }
  if (typeof value !== "object") return typeof value;
  const isOfTexts = Object.values(value).every((text) => typeof text === "string");
  if (maps.includes(name) && isOfTexts) return "attributes";
  return Object.fromEntries(Object.entries(value).map(([inner, content]) => [inner, kindsOf(content, inner)]));
}

/** Of each source Cognito's events must be among ours: with the same members, of the same kinds. */
export function expectRecorded(recorded: readonly RecordedEvent[], sent: readonly Event[]): void {
  for (const { source, version, request, response } of recorded) {
    const ours = sent.filter((event) => event.triggerSource === source && event.version === version);
    const kinds = ours.map((event) => ({
      request: kindsOf(event.request),
      response: event.response && kindsOf(event.response),
    }));
    expect(kinds, source).toContainEqual({ request, response });
  }
}
