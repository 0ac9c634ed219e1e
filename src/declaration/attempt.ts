import type { z } from "zod";
import { CognitoError } from "../errors.ts";
import type { Path } from "./file/index.ts";

/** Is told what is wrong at a path. A reason holds no secret. */
export type Complain = (path: Path, reason: string) => void;

/** A member of an input, or one entry of a member that is a list. */
type Part = readonly [name: string] | readonly [name: string, index: number];

export interface Attempt<Input, Result> {
  readonly path: Path;
  readonly input: Input;
  /** Of the input: only what it lets be left out is looked at. */
  readonly schema: z.ZodObject;
  readonly complain: Complain;
  /** Pure; throws CognitoError for what it refuses. */
  build(input: Input): Result;
}

export interface Attempted<Result> {
  /** Made of the input without `refused`; nothing when the rest of it is refused as well. */
  readonly result: Result | undefined;
  /** Members that were complained of. */
  readonly refused: readonly string[];
}

/**
 * Builds something of an input, and complains of what the rules refuse, in AWS's words, which seldom name a member: it is
 * the one without which they have nothing to say, or something else. It goes on without that one, to find them all.
 */
export function attempt<Input extends object, Result>({
  path,
  input,
  schema,
  complain,
  build,
}: Attempt<Input, Result>): Attempted<Result> {
  const refused: Part[] = [];
  const outcome = (parts: readonly Part[]) => outcomeOf(() => build(without(input, parts)));
  for (;;) {
    const { result, refusal, bug } = outcome(refused);
    if (bug) throw bug;
    if (refusal === undefined || isMissed(refusal, refused)) return { result, refused: refused.map(([name]) => name) };
    const guilty = partsOf(input, schema).find((part) => {
      const other = outcome([...refused, part]);
      return !other.bug && other.refusal !== refusal;
    });
    complain([...path, ...(guilty ?? [])], refusal);
    if (!guilty) return { result: undefined, refused: refused.map(([name]) => name) };
    refused.push(guilty);
  }
}

/** Whether the rules miss what was left out, which is nobody's mistake: their words name it. */
const isMissed = (refusal: string, refused: readonly Part[]): boolean =>
  refused.some(([name, index]) => index === undefined && refusal.toLowerCase().includes(name.toLowerCase()));

/** What a rule refuses `work` with; undefined when it does not. */
export function refusalOf(work: () => void): string | undefined {
  const { refusal, bug } = outcomeOf(work);
  if (bug) throw bug;
  return refusal;
}

interface Outcome<Result> {
  readonly result?: Result;
  readonly refusal?: string;
  readonly bug?: unknown;
}

function outcomeOf<Result>(work: () => Result): Outcome<Result> {
  try {
    return { result: work() };
  } catch (error) {
    return error instanceof CognitoError ? { refusal: error.message.trim() } : { bug: error };
  }
}

/** What the schema lets be left out, entries of a list before the whole of it. */
const partsOf = (input: object, { shape }: z.ZodObject): Part[] =>
  Object.entries(input)
    .filter(([name, value]) => value !== undefined && shape[name]?._zod.optin === "optional")
    .flatMap(([name, value]): Part[] => {
      const entries = Array.isArray(value) && value.length > 1 ? value.map((_, index): Part => [name, index]) : [];
      return [...entries, [name]];
    });

function without<Input extends object>(input: Input, parts: readonly Part[]): Input {
  const left = Object.entries(input).flatMap(([name, value]) => {
    const ofThis = parts.filter(([other]) => other === name);
    if (ofThis.some(([, index]) => index === undefined)) return [];
    const indexes = new Set(ofThis.map(([, index]) => index));
    return [[name, Array.isArray(value) ? value.filter((_, index) => !indexes.has(index)) : value]];
  });
  return Object.fromEntries(left);
}
