import { describe, expect, it } from "vitest";
import { csvFields } from "../../src/domain/import-job/csv-row.ts";

describe("A row of a user import's file", () => {
  it.each([
    ["a,b,c", ["a", "b", "c"]],
    [",,", ["", "", ""]],
    ["", [""]],
    [" a , b", ["a", "b"]],
    ["1 Main St\\, Springfield,x", ["1 Main St, Springfield", "x"]],
    ["back\\slash,\\", ["back\\slash", "\\"]],
    ['"a, b",c', ["a, b", "c"]],
    ['"say ""hi""",c', ['say "hi"', "c"]],
    ['"",c', ["", "c"]],
    ['"Jo" Smith,c', ['"Jo" Smith', "c"]],
    ['"never closed,c', ['"never closed', "c"]],
    ['5" pipe,c', ['5" pipe', "c"]],
  ])("%j is %j", (line, fields) => {
    expect(csvFields(line)).toEqual(fields);
  });

  it("is read in a time that grows with its length alone", () => {
    for (const part of ['"', '",', '""', "\\,", 'a",']) {
      const begin = performance.now();
      csvFields(part.repeat(16_000 / part.length));
      expect(performance.now() - begin).toBeLessThan(200);
    }
  });
});
