import { findingSecrets, mapTexts, maskSecrets, numberedMask } from "../domain/invocation/mask-secrets.ts";

/** Secrets in fixtures are `***1`, `***2` …: equal ones alike, so that an answer which was right is right again. */
const mask = /\*\*\*\d+/;

/** The value without its own secrets and without those, also where a function has written them into other texts. */
export function masked(value: unknown, secrets: ReadonlySet<string>): unknown {
  const numbered = numberedMask();
  return mapTexts(maskSecrets(value, numbered), findingSecrets(secrets, numbered));
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
