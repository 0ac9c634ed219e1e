import type { Deviation } from "../domain/trigger/read-answer.ts";
import type { Finding } from "./examine.ts";

interface Told extends Finding {
  readonly source: string;
  readonly functionName: string;
  /** Where the event is none that Cognito sends. */
  readonly eventDeviations: readonly Deviation[];
}

/** What came of a call, for a person to read. */
export function reportOf(told: Told): string {
  const { source, functionName, attempts, outcome, verdict, deviations, eventDeviations } = told;
  const duration = attempts.reduce((sum, attempt) => sum + attempt.duration, 0);
  const often = attempts.length === 1 ? "" : `, ${attempts.length} attempts`;
  const { kind } = verdict;
  const parts: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["The event is none that Cognito sends", eventDeviations.map(inLine)],
    ["Logs", attempts.flatMap(({ logs }) => logs).flatMap((text) => text.trimEnd().split("\n"))],
    ["Answer", answerLines(outcome)],
    ["The answer is not what the trigger takes", deviations.map(inLine)],
    [`Cognito ${kind}`, kind === "refuses" ? refusal(verdict) : verdict.effects],
  ];
  const shown = parts.filter(([, lines]) => lines.length > 0);
  return [
    `${source} → ${functionName}: ${duration} ms${often}`,
    ...shown.map(([title, lines]) => [`${title}:`, ...lines.map((line) => `  ${line}`)].join("\n")),
  ].join("\n\n");
}

const inLine = ({ path, reason }: Deviation): string => (path === "" ? reason : `${path}: ${reason}`);

const refusal = ({ exception, text, reason }: Extract<Finding["verdict"], { kind: "refuses" }>): string[] => [
  `${exception}: ${text}`,
  ...(reason === undefined ? [] : [`because ${reason}`]),
];

/** Of an answer what is read of it. */
function answerLines(outcome: Finding["outcome"]): string[] {
  switch (outcome.kind) {
    case "answer": {
      const { answer } = outcome;
      const isEvent = typeof answer === "object" && answer !== null && "response" in answer;
      return (JSON.stringify(isEvent ? answer.response : answer, null, 2) ?? "nothing").split("\n");
    }
    case "error":
      return `${outcome.errorType}: ${outcome.errorMessage}`.split("\n");
    case "not-run":
      return [`could not be run: ${outcome.code}: ${outcome.reason}`];
    case "no-answer":
      return ["none in time"];
    case "not-json":
      return ["is no JSON"];
  }
}
