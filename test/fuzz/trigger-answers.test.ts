import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triggers } from "../../src/domain/trigger/index.ts";
import { preTokenGenerationV2 } from "../../src/domain/trigger/pre-token-generation.ts";
import { readAnswer } from "../../src/domain/trigger/read-answer.ts";

/** Names that answers have, among those that they have not, at any depth. */
const names = fc.constantFrom(
  ...["response", "autoConfirmUser", "claimsOverrideDetails", "claimsAndScopeOverrideDetails", "idTokenGeneration"],
  ...["accessTokenGeneration", "claimsToAddOrOverride", "claimsToSuppress", "groupOverrideDetails", "scopesToAdd"],
  ...["groupsToOverride", "preferredRole", "userAttributes", "finalUserStatus", "desiredDeliveryMediums"],
  ...["publicChallengeParameters", "challengeMetadata", "answerCorrect", "emailMessage", "userAttributesToMap"],
  ...["__proto__", "constructor", "toString", "unknown", ""],
);

const { answer } = fc.letrec<{ answer: unknown }>((tie) => ({
  answer: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constantFrom("CONFIRMED", "EMAIL")),
    fc.array(tie("answer"), { maxLength: 3 }),
    // As JSON.parse makes it: `__proto__` is a member like any other.
    fc
      .array(fc.tuple(names, tie("answer")), { maxLength: 5 })
      .map((members) =>
        JSON.parse(`{${members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? "null"}`)}}`),
      ),
  ),
}));

describe("What a function answers", () => {
  it("is refused where it is nested too deeply to be read", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`);
    const claimsToAddOrOverride = { deep };
    const response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } } };
    expect(readAnswer(preTokenGenerationV2, { response })).toEqual({
      deviations: [{ path: "response", reason: "it is nested too deeply" }],
    });
  });

  it.each(
    triggers.map((trigger) => [`${trigger.name} ${"version" in trigger ? trigger.version : ""}`, trigger] as const),
  )("to %s is read or refused, whatever it is", (_name, trigger) => {
    const read = (returned: unknown) => readAnswer<unknown>(trigger, returned);
    fc.assert(
      fc.property(answer, (value) => {
        for (const returned of [value, { response: value }]) {
          const { answer, deviations } = read(returned);
          if (answer === undefined) expect(deviations.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
    expect(Object.prototype).not.toHaveProperty("unknown");
  });
});
