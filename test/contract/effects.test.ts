import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { operations } from "../../src/operations/index.ts";
import { effects } from "./effects/index.ts";
import { membersOf, strangersOf } from "./effects/members.ts";

const ours = [...operations.AWSCognitoIdentityProviderService.values()];
const tests = join(import.meta.dirname, "..");

/** How often each title stands in a file, as that of a test or of a row of tests. */
function titlesIn(file: string): Map<string, number> {
  const source = readFileSync(join(tests, file), "utf8");
  const titles = new Map<string, number>();
  for (const [, title = ""] of source.matchAll(/^(?!\s*describe).*\(\s*("(?:[^"\\]|\\.)*"),\s*(?:async )?\(/gm)) {
    const text = JSON.parse(title);
    titles.set(text, (titles.get(text) ?? 0) + 1);
  }
  return titles;
}

describe("The table of what input members do", () => {
  it("has each operation, and none that there is not", () => {
    expect(Object.keys(effects).sort()).toEqual(ours.map(({ name }) => name).sort());
  });

  it.each(ours)("has an effect, or a reason to keep it only, for each member of $name", ({ name, input }) => {
    const lacking = membersOf(input, effects[name]).filter(({ effect }) => !effect);
    expect(lacking.map(({ path }) => path)).toEqual([]);
    expect(strangersOf(input, effects[name] ?? {}), "members that the operation does not have").toEqual([]);
  });

  it("names tests that there are, each by a title that no other test of its file has", () => {
    const named = ours.flatMap(({ name, input }) => membersOf(input, effects[name]));
    const shown = new Set(named.flatMap(({ effect }) => (effect && "test" in effect ? [effect.test] : [])));
    const unfound = [...shown].filter((test) => {
      const [file = ""] = test.split(": ", 1);
      return titlesIn(file).get(test.slice(file.length + 2)) !== 1;
    });
    expect(unfound).toEqual([]);
  });
});
