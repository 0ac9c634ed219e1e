import { hash } from "node:crypto";
import { onePerKey } from "../../crypto/turnstile.ts";
import { WrongAnswer } from "../authentication/wrong-answer.ts";
import type { Services } from "../services.ts";

type Counting = Pick<Services, "database" | "clock">;

/** What is counted: a kind of thing, and whose. */
type Counted = readonly [kind: string, ...whose: string[]];

const hour = 3_600_000;

/** Under which name something is counted in the hour that the service's clock shows, and until when. */
function thisHour({ clock }: Pick<Services, "clock">, counted: Counted): { id: string; end: Date } {
  const hours = Math.floor(clock.now().getTime() / hour);
  const id = hash("sha256", JSON.stringify([...counted, hours]), "base64url");
  return { id, end: new Date((hours + 1) * hour) };
}

/** Counts once more within this hour, on whichever instance; false where that is more often than `bound`. */
export async function countWithinHour(services: Counting, counted: Counted, bound: number): Promise<boolean> {
  const { id, end } = thisHour(services, counted);
  // What makes the count full is the first one too many; after it, nothing is counted.
  const count = await services.database.spent.countFailure(id, end, bound + 1);
  return count !== undefined && count <= bound;
}

/** How guesses at something are bounded within an hour. */
interface Guessing {
  readonly counted: Counted;
  /** Wrong ones within the hour. After them `refuse` throws, and nothing is judged. */
  readonly bound: number;
  refuse(): never;
}

/** In this process, guesses at one thing wait for each other: none is judged before those ahead of it count. */
const inTurn = onePerKey();

/** Has a guess judged: `judge` throws a WrongAnswer where it is wrong, which counts. */
export function guessWithinHour<Result>(
  services: Counting,
  { counted, bound, refuse }: Guessing,
  judge: () => Result,
): Promise<Result> {
  const { spent } = services.database;
  const { id, end } = thisHour(services, counted);
  return inTurn(id, async () => {
    if (await spent.isSpent(id)) refuse();
    try {
      return judge();
    } catch (error) {
      if (error instanceof WrongAnswer) await spent.countFailure(id, end, bound);
      throw error;
    }
  });
}
