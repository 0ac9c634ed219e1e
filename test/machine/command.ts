import fc from "fast-check";
import type { World } from "./model.ts";
import type { Real } from "./outcome.ts";

/** A call, or several equal ones, or something that happens in between. */
export type Command = fc.AsyncCommand<World, Real>;

interface Definition<Input> {
  readonly name: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  readonly input: { readonly [Name in keyof Input]: fc.Arbitrary<Input[Name]> };
  /** Gives what it does to this world and says it in some words; undefined where it cannot be done. */
  prepare(world: World, input: Input): { readonly about: string; run(real: Real): Promise<void> } | undefined;
}

/** What the numbers of a command stand for is picked when it comes to it, for only then it is known what there is. */
export const pick = <Value>(values: readonly Value[], number: number): Value | undefined =>
  values[number % Math.max(values.length, 1)];

/** Likely the last one: or hardly any sign-in would come to its end. */
export const latest: fc.Arbitrary<number> = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(20));

export const pickLatest = <Value>(values: readonly Value[], number: number): Value | undefined =>
  values.at(-1 - (number % Math.max(values.length, 1)));

/** One of the three: likely the one who has everything, and seldom nobody. */
export const anyone: fc.Arbitrary<number> = fc.constantFrom(0, 0, 0, 0, 1, 1, 2);

/** True nearly always. */
export const likely: fc.Arbitrary<boolean> = fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false));

export function defineCommand<Input>(definition: Definition<Input>): fc.WeightedArbitrary<Command> {
  const { name, weight, prepare } = definition;
  // Of type Input by its type: fast-check's own does not see through a mapped one.
  const input = fc.record(definition.input) as unknown as fc.Arbitrary<Input>;
  return {
    weight,
    arbitrary: input.map((given): Command => {
      let told = "";
      return {
        check: (world) => prepare(world, given) !== undefined,
        async run(world, real) {
          const prepared = prepare(world, given);
          told = ` ${prepared?.about}`;
          await prepared?.run(real);
        },
        toString: () => `${name}${told}`,
      };
    }),
  };
}
