import type { Services } from "../../domain/services.ts";

/**
 * Forms that one address may send in this many milliseconds. AWS takes 300 requests in a second; but then an address could
 * have more passwords hashed than a small machine hashes.
 */
const most = 100;
const period = 10_000;

/**
 * Counts the forms that each address sends, within this process. How often somebody may be wrong is bounded elsewhere, by
 * the person; this keeps one address from keeping everybody else waiting.
 */
export function postRate({ clock }: Pick<Services, "clock">): (address?: string) => "fine" | "too many" {
  let present = 0;
  let counts = new Map<string, number>();
  return (address = "") => {
    const now = Math.floor(clock.machineNow().getTime() / period);
    if (now !== present) [present, counts] = [now, new Map()];
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count > most ? "too many" : "fine";
  };
}
