import { isObject } from "../is-object.ts";
import type { Answered } from "../trigger/functions.ts";
import type { Invocation } from "./invocation.ts";

/** Members of events and answers that hold what nobody else may know, wherever they stand. */
const secretMembers = new Set(["password", "code", "challengeAnswer", "privateChallengeParameters", "tokenResponse"]);

/**
 * What earlier answers of a sign-in said of themselves (`session`): many functions keep their code there, and a single
 * invocation does not tell which part of it that is.
 */
const secretInHistory = new Set([...secretMembers, "challengeMetadata"]);

/** What stands in the place of a text that is secret. */
export type Mask = (text: string) => string;

/** `***1`, `***2` …, as they come: equal texts alike. */
export function numberedMask(): Mask {
  const masks = new Map<string, string>();
  return (text) => {
    const known = masks.get(text) ?? `***${masks.size + 1}`;
    masks.set(text, known);
    return known;
  };
}

/** An event or an answer without its secrets: texts in their places are masked, and everything else as it was. */
export function maskSecrets(value: unknown, mask: Mask, secret = secretMembers): unknown {
  if (Array.isArray(value)) return value.map((element) => maskSecrets(element, mask, secret));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    secret.has(name) ? mapTexts(member, mask) : maskSecrets(member, mask, secret),
  ]);
  return Object.fromEntries(members);
}

/** The same of an invocation that stands alone: of the history nothing but its course is left. */
function maskAlone(value: unknown, mask: Mask): unknown {
  const masked = maskSecrets(value, mask);
  if (!isObject(masked) || !isObject(masked.request) || !("session" in masked.request)) return masked;
  const session = maskSecrets(masked.request.session, mask, secretInHistory);
  return { ...masked, request: { ...masked.request, session } };
}

/** The secrets in values, by the names of their members. */
export function secretsIn(values: readonly unknown[]): ReadonlySet<string> {
  const found = new Set<string>();
  maskSecrets(values, (text) => {
    found.add(text);
    return text;
  });
  return found;
}

/** A shorter text is found in too many others by chance. */
const shortestFound = 4;

/** Masks secrets wherever a text holds one: functions write them where they are not looked for. */
export const findingSecrets =
  (secrets: ReadonlySet<string>, mask: Mask): Mask =>
  (text) =>
    [...secrets]
      .filter((secret) => secret.length >= shortestFound && text.includes(secret))
      .reduce((rest, secret) => rest.replaceAll(secret, mask(secret)), text);

/** An invocation that may be shown where secrets are not: what the function wrote may hold some, and goes. */
export function withoutSecrets<Kind extends Invocation>(invocation: Kind): Kind {
  const { event, attempts } = invocation;
  const mask = numberedMask();
  const answers = attempts.map(({ outcome }) => (outcome.kind === "answer" ? outcome.answer : undefined));
  const find = findingSecrets(secretsIn([event, ...answers]), mask);
  return {
    ...invocation,
    event: maskAlone(event, mask),
    attempts: attempts.map(({ outcome, ...attempt }) => ({
      ...attempt,
      outcome: maskOutcome(outcome, mask, find),
      logs: [],
    })),
  };
}

/**
 * Secrets are looked for in what the function itself says, and not in the event that it returns: a mask in the midst of an
 * address would tell the secret.
 */
function maskOutcome(outcome: Answered, mask: Mask, find: Mask): Answered {
  if (outcome.kind === "error") return { ...outcome, errorMessage: find(outcome.errorMessage) };
  if (outcome.kind !== "answer") return outcome;
  const answer = maskAlone(outcome.answer, mask);
  const isEvent = isObject(answer) && "response" in answer;
  return { ...outcome, answer: isEvent ? { ...answer, response: mapTexts(answer.response, find) } : answer };
}

/** Each text in a value changed. Names stay: they say what the function was given. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((element) => mapTexts(element, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, change)]));
}
