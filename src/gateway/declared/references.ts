/** Names and indexes that lead from the top of what was declared to a value. */
export type Path = readonly PropertyKey[];

/** Is told what is wrong at a path, as the end of a sentence that begins with it. */
export type Complain = (path: Path, reason: string) => void;

/** What a name in a template stands for. */
export interface Named {
  /** What `!Ref` gives. */
  readonly ref: string;
  /** What `!GetAtt` gives, by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a template declares and stands at another place here: the end of a sentence about what names it. */
export interface Elsewhere {
  readonly elsewhere: string;
}

/** Names by which `!Ref`, `!GetAtt` and `!Sub` find pools, clients, functions and APIs. */
export type Names = ReadonlyMap<string, Named | Elsewhere>;

/** The long form of a reference: what `!Ref X` is short for. */
export function isReference(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === "Ref" || keys[0]!.startsWith("Fn::") || keys[0] === "Condition");
}

/** The value with text in the place of each reference. What a reference names and is not declared is complained of. */
export function resolveReferences(value: unknown, names: Names, complain: Complain, path: Path = []): unknown {
  if (Array.isArray(value)) return value.map((one, index) => resolveReferences(one, names, complain, [...path, index]));
  if (typeof value !== "object" || value === null) return value;
  if (isReference(value)) return resolve(value, names, (reason) => complain(path, reason));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, resolveReferences(member, names, complain, [...path, name])]),
  );
}

/** Text that no check of a property's form complains of a second time. */
const unresolved = "unresolved";

function resolve(
  reference: Readonly<Record<string, unknown>>,
  names: Names,
  complain: (reason: string) => void,
): string {
  const [[kind = "", argument] = []] = Object.entries(reference);
  const complainHere: Complain = (_, reason) => complain(reason);
  const find = (name: string): string => {
    const [target = "", ...attribute] = name.split(".");
    const named = names.get(target);
    if (named && "elsewhere" in named) {
      complain(`names ${name}, which is not declared here: ${named.elsewhere}`);
      return unresolved;
    }
    const found = attribute.length === 0 ? named?.ref : named?.attributes[attribute.join(".")];
    if (found !== undefined) return found;
    complain(named ? `${target} has no ${attribute.join(".")}` : `names ${name}, which is not declared here`);
    return unresolved;
  };
  if (kind === "Ref" && typeof argument === "string") return find(argument);
  if (kind === "Fn::GetAtt") {
    const name = Array.isArray(argument) ? argument.join(".") : String(argument);
    if (name.includes(".")) return find(name);
  }
  if (kind === "Fn::Sub") {
    const [text, given = {}] = (Array.isArray(argument) ? argument : [argument]) as [unknown, Record<string, unknown>?];
    if (typeof text === "string") {
      return text.replaceAll(/\$\{(!?)([\w:.-]+)\}/g, (whole, literal: string, name: string) => {
        // An API's own variables, which it fills in when it is called.
        if (name.startsWith("stageVariables.")) return whole;
        if (literal) return `\${${name}}`;
        return Object.hasOwn(given, name) ? String(resolveReferences(given[name], names, complainHere)) : find(name);
      });
    }
  }
  complain(`has ${kind}, and Ref, Fn::GetAtt and Fn::Sub alone are known here`);
  return unresolved;
}
