import { type Alias, type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, visit } from "yaml";
import type { Mistake, Path } from "./mistake.ts";
import { pathOf, startOf } from "./yaml-path.ts";

/** The node that each alias stands for. */
export type Targets = ReadonlyMap<Alias, Node>;

/** Finds what each alias stands for: the last node before it that has its name as an anchor. */
export function resolveAliases(document: Document): { targets: Targets; mistakes: Mistake[] } {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const merging: { readonly node: Node; readonly path: Path }[] = [];
  const mistakes: Mistake[] = [];
  const complain = (node: Node, path: Path, reason: string) =>
    mistakes.push({ offset: startOf(node) ?? 0, path, reason });

  visit(document, {
    Node(_key, node, ancestors) {
      const pair = ancestors.at(-1);
      if (isPair(pair) && pair.value === node && isMergeKey(pair.key)) merging.push({ node, path: pathOf(ancestors) });
      if (!isAlias(node)) {
        if (node.anchor) anchors.set(node.anchor, node);
        return;
      }
      const path = pathOf([...ancestors, node]);
      const target = anchors.get(node.source);
      if (!target)
        complain(node, path, "begins with *, and no anchor of that name stands before it: put text in quotes");
      else if (ancestors.includes(target)) complain(node, path, "stands for something that it is a part of");
      else targets.set(node, target);
    },
  });
  for (const { node, path } of merging) {
    if (!mergedBy(node, targets).every(isMap)) complain(node, path, "must name a mapping, or a list of mappings");
  }
  return { targets, mistakes };
}

/** `<<`, through which a mapping takes in the members of others. */
export const isMergeKey = (key: unknown): boolean => isScalar(key) && key.value === "<<" && key.type === "PLAIN";

/** What a merge key takes its members from, the first before the second. */
export function mergedBy(value: unknown, targets: Targets): unknown[] {
  const source = behind(value, targets);
  return isSeq(source) ? source.items.map((item) => behind(item, targets)) : [source];
}

/** The node itself, or what it is an alias of. */
export const behind = (node: unknown, targets: Targets): unknown => (isAlias(node) ? targets.get(node) : node);
