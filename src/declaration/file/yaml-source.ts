import { type Document, isMap, isScalar, isSeq, type Pair, parseDocument, type ScalarTag } from "yaml";
import type { Mistake, Path } from "./mistake.ts";
import { behind, isMergeKey, mergedBy, resolveAliases, type Targets } from "./yaml-aliases.ts";
import { pathAt, startOf } from "./yaml-path.ts";

/** A YAML file with the places of its values. */
export interface YamlSource {
  /** What is wrong with it as YAML. When there is anything, `value` is not to be used. */
  readonly mistakes: readonly Mistake[];
  readonly value: unknown;
  /** Offsets of the value at `path` and of its name; for what is not there, of the innermost thing around it. */
  locate(path: Path): { readonly name: number; readonly value: number };
}

/**
 * How often aliases may repeat what has aliases in it. The library's own bound (100) hits a file in which 101 users
 * share one anchored password; without any, nine lines make a billion values.
 */
const maxAliasCount = 10_000;

/** CloudFormation's short forms of references, read as the long ones: `!Ref X` is `{ Ref: X }`. */
const customTags: ScalarTag[] = [
  { tag: "!Ref", resolve: (name) => ({ Ref: name }) },
  { tag: "!Sub", resolve: (text) => ({ "Fn::Sub": text }) },
  { tag: "!GetAtt", resolve: (name) => ({ "Fn::GetAtt": name.split(".") }) },
];

/** Reads one YAML 1.2 document of the core schema, with anchors and merge keys. Dates stay strings, names too. */
export function readYaml(text: string): YamlSource {
  const document = parseDocument(text, { merge: true, stringKeys: true, prettyErrors: false, customTags });
  const { targets, mistakes: unclear } = resolveAliases(document);
  const broken = [...document.errors, ...document.warnings].map(({ code, message, pos: [offset] }) => ({
    offset,
    path: pathAt(document, offset),
    reason: reasons[code] ?? withoutQuotation(message),
  }));
  const mistakes = [...broken, ...unclear];
  const locate = (path: Path) => locateIn(document, targets, path);
  if (mistakes.length > 0) return { mistakes, value: undefined, locate };
  try {
    return { mistakes, value: document.toJS({ maxAliasCount }), locate };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { mistakes: [{ offset: 0, path: [], reason: "repeats its anchors too often" }], value: undefined, locate };
  }
}

/** In place of the library's messages that repeat what stands in the file: it may be a password without quotes. */
const reasons: Partial<Record<string, string>> = {
  BAD_DQ_ESCAPE: "has an unknown escape sequence: in double quotes, a backslash is written twice",
  DUPLICATE_KEY: "is there already",
  MULTIPLE_DOCS: "begins a second document, and a file has one",
  TAG_RESOLVE_FAILED: "begins with !, which makes it a YAML tag, and an unknown one: put text in quotes",
};

const withoutQuotation = (message: string) => message.replace(/: .*/s, "");

function locateIn(document: Document, targets: Targets, path: Path): { name: number; value: number } {
  let node: unknown = document.contents;
  let name = startOf(node) ?? 0;
  let value = name;
  for (const step of path) {
    const around = behind(node, targets);
    if (isMap(around)) {
      const pair = findPair(around.items, String(step), targets);
      if (!pair) break;
      node = pair.value;
      name = startOf(pair.key) ?? value;
      value = startOf(node) ?? name;
    } else if (isSeq(around) && typeof step === "number") {
      node = around.items[step];
      name = value = startOf(node) ?? value;
    } else break;
  }
  return { name, value };
}

/** The member of this name: the mapping's own, or else that of the first mapping which it merges. */
function findPair(pairs: readonly Pair[], name: string, targets: Targets): Pair | undefined {
  const own = pairs.find(({ key }) => isScalar(key) && String(key.value) === name);
  if (own) return own;
  for (const merged of pairs.filter(({ key }) => isMergeKey(key)).flatMap((pair) => mergedBy(pair.value, targets))) {
    const pair = isMap(merged) ? findPair(merged.items, name, targets) : undefined;
    if (pair) return pair;
  }
  return undefined;
}
