/** A test that shows what a member does: the file below test/ and the title of an `it` in it. */
export interface Shown {
  readonly test: `${string}.test.ts: ${string}`;
}

/** Nothing acts on the member: it is checked, stored and shown, and this is why. */
export interface KeptOnly {
  readonly keptOnly: string;
}

/** One effect for all of a member, or one for each member of a structure. */
export type Effect = Shown | KeptOnly | Effects;

/** By the name of the member. */
export interface Effects {
  readonly [member: string]: Effect;
}

/** The tests of one file, by their titles. */
export const shownIn =
  (file: `${string}.test.ts`) =>
  (title: string): Shown => ({ test: `${file}: ${title}` });

export const keptOnly = (reason: string): KeptOnly => ({ keptOnly: reason });
