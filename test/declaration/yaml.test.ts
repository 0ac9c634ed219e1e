import { describe, expect, it } from "vitest";
import * as z from "zod";
import { mistakesOf } from "./mistakes-of.ts";

/** What the values mean is nothing to the syntax. */
const mistakesIn = (text: string) => mistakesOf(text, z.unknown());

describe("A file that is not sound YAML", () => {
  it.each([
    ["a name that is there twice", "userPools:\n  - Id: a\n    Id: b", "3:5: userPools[0].Id: is there already"],
    [
      "a tag",
      "userPools:\n  - Id: !If b",
      "2:9: userPools[0].Id: begins with !, which makes it a YAML tag, and an unknown one: put text in quotes",
    ],
    [
      "an alias without anchor",
      "userPools:\n  - *pool",
      "2:5: userPools[0]: begins with *, and no anchor of that name stands before it: put text in quotes",
    ],
    ["an alias within its own anchor", "a: &a\n  - *a", "2:5: a[0]: stands for something that it is a part of"],
    ["a merge within its own anchor", "a: &a\n  <<: *a", '2:7: a["<<"]: stands for something that it is a part of'],
    ["a merge of no mapping", "a:\n  <<: [1]", '2:7: a["<<"]: must name a mapping, or a list of mappings'],
    ["a second document", "a: 1\n---\nb: 1", "2:1: begins a second document, and a file has one"],
    ["a tab for indentation", "a:\n\t- b", "2:1: a: Tabs are not allowed as indentation"],
    ["a missing quote", 'a: "b\nc: d', '2:5: a: Missing closing "quote'],
    [
      "an unknown escape",
      'a: "\\d+"',
      "1:5: a: has an unknown escape sequence: in double quotes, a backslash is written twice",
    ],
    ["a list as a name", "? [a, b]\n: c", "1:3: With stringKeys, all keys must be strings"],
  ])("is refused for %s", (_what, text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });

  it("is refused with the first mistake of each line", () => {
    const mistakes = mistakesIn("userPools:\n  - Id: @a: b\n    Id: %b\n    Id: &c d: e\n");
    expect(mistakes.map((mistake) => mistake.split(":")[0])).toEqual(["2", "3", "4"]);
  });

  it("is refused when its anchors multiply beyond measure", () => {
    const text = ["a: &a [x]", ..."bcdefghi"].map((name, index, names) => {
      const before = names[index - 1]?.at(0);
      return before ? `${name}: &${name} [${Array(10).fill(`*${before}`).join(", ")}]` : name;
    });
    expect(mistakesIn(text.join("\n"))).toEqual(["1:1: repeats its anchors too often"]);
  });

  it.each([
    "!hunter2",
    "*hunter2",
    "@hunter2",
    '"hunter2\\q"',
    '"hunter2',
    '"a" hunter2',
    "a: hunter2: b",
    "[hunter2",
    "&a hunter2: *a",
    "|hunter2",
    "%hunter2",
    "hunter2\n b\n   c: d\n",
  ])("is refused without a word of its passwords: %s", (password) => {
    expect(mistakesIn(`userPools:\n  - Id: a\n    Id: ${password}\n`).join("\n")).toMatch(/^3:(?!.*hunter2)/s);
    expect(mistakesIn(`- a\nPassword: ${password}\n`).join("\n")).toMatch(/^2:(?!.*hunter2)/s);
  });
});
