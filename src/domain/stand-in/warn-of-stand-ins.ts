import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";

/** Names in the log the providers that a service plays itself: whoever reaches it signs in through them as anybody. */
export async function warnOfStandIns(
  { database, log }: Pick<Services, "database" | "log">,
  { id }: Pool,
): Promise<void> {
  const providers = await database.identityProviders.list(id, { limit: 1000 });
  const names = providers.filter(({ content }) => content.standIn).map((provider) => provider.id);
  if (names.length === 0) return;
  log.warn({ userPoolId: id }, `anybody signs in as anybody through the stand-ins of ${names.join(", ")}`);
}
