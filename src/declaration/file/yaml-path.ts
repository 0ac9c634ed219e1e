import { type Document, isNode, isPair, isScalar, isSeq, visit } from "yaml";
import type { Path } from "./mistake.ts";

/** Where a node begins and ends in the text; a missing value is nowhere. */
export const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
export const endOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[1] : undefined);

/** The path of the innermost member or element around `offset`. */
export function pathAt(document: Document, offset: number): Path {
  let path: Path = [];
  visit(document, {
    Pair(_key, pair, ancestors) {
      // A value's own range begins after its tag; the member's begins with its name.
      const start = startOf(pair.key) ?? 0;
      const end = endOf(pair.value) ?? endOf(pair.key) ?? start;
      if (start <= offset && offset <= end) path = pathOf([...ancestors, pair]);
    },
    Value(_key, node, ancestors) {
      const [start, end] = node.range ?? [0, 0];
      if (start <= offset && offset <= end) path = pathOf([...ancestors, node]);
    },
  });
  return path;
}

/** The path that leads through these nodes, each of which holds the next. */
export function pathOf(nodes: readonly unknown[]): Path {
  return nodes.flatMap((node, index): Path => {
    if (isPair(node) && isScalar(node.key)) return [String(node.key.value)];
    return isSeq(node) && index + 1 < nodes.length ? [node.items.indexOf(nodes[index + 1])] : [];
  });
}
