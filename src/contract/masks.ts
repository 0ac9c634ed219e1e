import { maskSecrets } from "../domain/invocation/mask-secrets.ts";
import { isObject } from "./edit-event.ts";

/**
 * Secrets in fixtures are `***1`, `***2` …: equal ones alike, so that an answer which was right is right again. Functions
 * also write them where they are not looked for, as a code in `challengeMetadata`: so every text that holds one is masked.
 */
const mask = /\*\*\*\d+/;

/** A shorter text is found in too many others by chance. */
const shortestFound = 4;

/** The secrets in values, by the names of their members. */
export function secretsIn(values: readonly unknown[]): ReadonlySet<string> {
  const found = new Set<string>();
  maskSecrets(values, (text) => {
    found.add(text);
    return text;
  });
  return found;
}

/** The value without its own secrets and without those, numbered as they come. */
export function masked(value: unknown, secrets: ReadonlySet<string>): unknown {
  const numbers = new Map<string, string>();
  const maskOf = (text: string): string => {
    const known = numbers.get(text) ?? `***${numbers.size + 1}`;
    numbers.set(text, known);
    return known;
  };
  const findable = [...secrets].filter(({ length }) => length >= shortestFound);
  return replaceIn(maskSecrets(value, maskOf), (text) => {
    const held = findable.filter((secret) => text.includes(secret));
    return held.reduce((rest, secret) => rest.replaceAll(secret, maskOf(secret)), text);
  });
}

function replaceIn(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((element) => replaceIn(element, replace));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaceIn(member, replace)]));
}

/** Whether there is a mask in a text: of what it stands for nothing is known any more. */
export const holdsMask = (value: unknown): boolean => typeof value === "string" && mask.test(value);

/** Whether a text is another in which masks stand for anything. */
export function fits(text: string, expected: string): boolean {
  const parts = expected.split(mask).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]+")}$`).test(text);
}

/** The members in which there is a mask, as paths. */
export function maskedMembers(value: unknown, path: readonly string[] = []): string[] {
  if (holdsMask(value)) return [path.join(".")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => maskedMembers(member, [...path, name]));
}
