import { isObject } from "../domain/is-object.ts";
import type { Deviation } from "../domain/trigger/read-answer.ts";

/** Members that hold texts by names of somebody's choice. */
const maps = ["userAttributes", "clientMetadata", "validationData", "privateChallengeParameters"];
/** Members that an event may have or lack, and what no sample foresees: all that a provider says, and steps of a sign-in. */
const optional = ["clientMetadata", "userNotFound", "password"];
const open = ["attributes", "session"];

const kindOf = (value: unknown): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "string" ? "text" : typeof value === "object" ? "an object" : typeof value;
};

/** Where an event that somebody wrote is none that Cognito sends: held against a real one of its source. */
export function checkEvent(event: unknown, real: object): Deviation[] {
  const plain: unknown = JSON.parse(JSON.stringify(real));
  return compare(event, plain, []);
}

function compare(given: unknown, real: unknown, path: readonly string[]): Deviation[] {
  const at = path.join(".");
  const name = path.at(-1) ?? "";
  if (maps.includes(name)) return given === null ? [] : checkTexts(given, at);
  if (real === null || given === null) return [];
  if (kindOf(given) !== kindOf(real)) return [{ path: at, reason: `must be ${kindOf(real)}, not ${kindOf(given)}` }];
  if (!isObject(given) || !isObject(real) || open.includes(name) || at === "response") return [];
  const missing = Object.keys(real).filter((member) => !(member in given) && !optional.includes(member));
  const unknown = Object.keys(given).filter((member) => !(member in real) && !optional.includes(member));
  const shared = Object.keys(given).filter((member) => member in real || maps.includes(member));
  return [
    ...missing.map((member) => ({ path: [...path, member].join("."), reason: "is missing" })),
    ...unknown.map((member) => ({ path: [...path, member].join("."), reason: "is nothing that Cognito sends" })),
    ...shared.flatMap((member) => compare(given[member], real[member], [...path, member])),
  ];
}

function checkTexts(given: unknown, at: string): Deviation[] {
  if (!isObject(given)) return [{ path: at, reason: `must be an object, not ${kindOf(given)}` }];
  const wrong = Object.entries(given).filter(([, value]) => typeof value !== "string");
  return wrong.map(([name, value]) => ({ path: `${at}.${name}`, reason: `must be text, not ${kindOf(value)}` }));
}
