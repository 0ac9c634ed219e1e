import type { Invocation } from "./invocation.ts";

/** Members of events and answers that hold what nobody else may know, wherever they stand. */
const secrets = new Set(["password", "code", "challengeAnswer", "privateChallengeParameters", "tokenResponse"]);

/** What stands in the place of a text that is secret. */
export type Mask = (text: string) => string;

const stars: Mask = () => "***";

/** An event or an answer without its secrets: texts in their places are masked, and everything else as it was. */
export function maskSecrets(value: unknown, mask: Mask = stars): unknown {
  if (Array.isArray(value)) return value.map((element) => maskSecrets(element, mask));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    secrets.has(name) ? maskTexts(member, mask) : maskSecrets(member, mask),
  ]);
  return Object.fromEntries(members);
}

/** Names stay: they say what the function was given. */
function maskTexts(value: unknown, mask: Mask): unknown {
  if (typeof value !== "object" || value === null) return typeof value === "string" ? mask(value) : value;
  if (Array.isArray(value)) return value.map((element) => maskTexts(element, mask));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskTexts(member, mask)]));
}

/** An invocation that may be shown where secrets are not: what the function wrote may hold some, and goes. */
export const withoutSecrets = <Kind extends Invocation>(invocation: Kind): Kind => ({
  ...invocation,
  event: maskSecrets(invocation.event),
  attempts: invocation.attempts.map(({ outcome, ...attempt }) => ({
    ...attempt,
    outcome: outcome.kind === "answer" ? { ...outcome, answer: maskSecrets(outcome.answer) } : outcome,
    logs: [],
  })),
});
