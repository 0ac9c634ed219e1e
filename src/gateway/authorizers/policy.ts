/** What a policy says of one action on one resource: an explicit Deny wins, and silence allows nothing. */
export type PolicyVerdict = "allow" | "deny" | "implicit deny";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

export type Policy = readonly Statement[];

/**
 * A policy document as a Lambda authorizer answers with it. Undefined where it is none: an authorizer's policy has an
 * Effect, an Action and a Resource in each statement. What it says under Condition cannot be judged here, so that a
 * policy with one is refused as a whole and never taken for a wider one.
 */
export function readPolicy(document: unknown): Policy | undefined {
  if (typeof document !== "object" || document === null || !("Statement" in document)) return undefined;
  const statements = [document.Statement].flat();
  const read = statements.map((statement: unknown): Statement | undefined => {
    if (typeof statement !== "object" || statement === null) return undefined;
    const { Effect, Action, Resource, Condition } = statement as Record<string, unknown>;
    const [actions, resources] = [textList(Action), textList(Resource)];
    if ((Effect !== "Allow" && Effect !== "Deny") || !actions || !resources || Condition !== undefined)
      return undefined;
    return { Effect, Action: actions, Resource: resources };
  });
  return read.every((statement) => statement !== undefined) ? read : undefined;
}

/** Holds a call against a policy. */
export function evaluate(statements: Policy, action: string, resource: string): PolicyVerdict {
  const applying = statements.filter(
    ({ Action, Resource }) =>
      Action.some((pattern) => matches(pattern, action, "i")) &&
      Resource.some((pattern) => matches(pattern, resource, "")),
  );
  if (applying.some(({ Effect }) => Effect === "Deny")) return "deny";
  return applying.length > 0 ? "allow" : "implicit deny";
}

/** `*` is any number of characters, also slashes, and `?` one. */
export function matches(pattern: string, text: string, flags: "i" | ""): boolean {
  // Walked by hand: an expression made of many stars would take for ever.
  const [p, t] = flags === "i" ? [pattern.toLowerCase(), text.toLowerCase()] : [pattern, text];
  let [inPattern, inText, star, resume] = [0, 0, -1, 0];
  while (inText < t.length) {
    if (p[inPattern] === "*") {
      star = inPattern++;
      resume = inText;
    } else if (inPattern < p.length && (p[inPattern] === "?" || p[inPattern] === t[inText])) {
      inPattern++;
      inText++;
    } else if (star >= 0) {
      inPattern = star + 1;
      inText = ++resume;
    } else return false;
  }
  while (p[inPattern] === "*") inPattern++;
  return inPattern === p.length;
}

function textList(value: unknown): readonly string[] | undefined {
  const list = [value].flat();
  return list.length > 0 && list.every((one) => typeof one === "string") ? (list as string[]) : undefined;
}
