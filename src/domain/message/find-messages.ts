import type { Stores } from "../stores.ts";
import type { SentMessage } from "./message.ts";
import type { MessageFilter } from "./outbox-store.ts";

/**
 * The messages that pass the filter, oldest first. Its `username` is whatever leads to the user now: the username, sub,
 * an alias, or the e-mail address or phone number that stands in for a username; as the user's pool compares names.
 * Of somebody who is gone only the username is known.
 */
export async function findMessages(
  { pools, users, outbox }: Pick<Stores, "pools" | "users" | "outbox">,
  filter: MessageFilter,
): Promise<SentMessage[]> {
  const { username: name, userPoolId } = filter;
  if (name === undefined) return outbox.list(filter);
  const poolIds = userPoolId === undefined ? await pools.ids() : [userPoolId];
  const byOtherNames = poolIds.map(async (poolId) => {
    const pool = await pools.get(poolId);
    const user = pool && (await users.find(pool, name));
    if (!user || user.username === name) return [];
    return outbox.list({ ...filter, userPoolId: poolId, username: user.username });
  });
  const found = await Promise.all([outbox.list(filter), ...byOtherNames]);
  return found.flat().sort((one, other) => Number(one.id) - Number(other.id));
}
