import { decode } from "./encoding.ts";

/** A path as templates have it: `/orders/{id}`, `/{proxy+}`, which takes all that is left. */
export interface PathTemplate {
  readonly text: string;
  readonly segments: readonly Segment[];
}

export type Segment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "greedy"; readonly name: string };

/** What a path's parameters came to, as they stand in it: percent-encoded. */
export type PathParameters = Readonly<Record<string, string>>;

const brace = /^\{(?<name>[\w.:-]+)(?<greedy>\+)?\}$/;

/** Reads a template. Undefined for one that API Gateway would not take. A slash at its end is nothing. */
export function readTemplate(written: string): PathTemplate | undefined {
  if (!written.startsWith("/")) return undefined;
  const text = withoutEnd(written);
  const segments = segmentsOf(text).map((part): Segment | undefined => {
    const { name, greedy } = brace.exec(part)?.groups ?? {};
    if (name !== undefined) return { kind: greedy ? "greedy" : "parameter", name };
    return part === "" || /[{}]/.test(part) ? undefined : { kind: "literal", text: part };
  });
  if (segments.some((segment) => segment === undefined)) return undefined;
  const greedyAt = segments.findIndex((segment) => segment?.kind === "greedy");
  if (greedyAt >= 0 && greedyAt < segments.length - 1) return undefined;
  return { text, segments: segments as Segment[] };
}

/** A path without the slashes at its end. */
export function withoutEnd(path: string): string {
  // An expression would begin anew at each of a thousand slashes that are not at the end.
  let end = path.length;
  while (end > 1 && path[end - 1] === "/") end--;
  return path.slice(0, end);
}

/** A path's segments, still encoded: a slash that was encoded parts none. */
export const segmentsOf = (path: string): string[] => (path === "/" ? [] : path.slice(1).split("/"));

/** The parameters of a path that the template takes, or undefined. */
export function matchTemplate({ segments }: PathTemplate, path: readonly string[]): PathParameters | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = path[index];
    if (part === undefined) return undefined;
    if (segment.kind === "greedy") {
      const rest = path.slice(index).join("/");
      return rest === "" ? undefined : { ...parameters, [segment.name]: rest };
    }
    if (segment.kind === "parameter") {
      if (part === "") return undefined;
      parameters[segment.name] = part;
    } else if (decode(part) !== segment.text) return undefined;
  }
  return path.length === segments.length ? parameters : undefined;
}

/** Ranks a literal before a parameter before a greedy one, from the left; a shorter rank that is begun alike comes after. */
export function compareTemplates(one: PathTemplate, other: PathTemplate): number {
  const length = Math.max(one.segments.length, other.segments.length);
  for (let index = 0; index < length; index++) {
    const difference = rankOf(one.segments[index]) - rankOf(other.segments[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

const ranks = { literal: 0, parameter: 1, greedy: 2 } as const;
const rankOf = (segment: Segment | undefined): number => (segment ? ranks[segment.kind] : 3);

/** The same as a mapping is told of them, and a template. */
export const decodeParameters = (parameters: PathParameters): PathParameters =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decode(value)]));
