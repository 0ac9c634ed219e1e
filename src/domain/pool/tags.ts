import { fail } from "../../errors.ts";
import { replicaId } from "../replica/replica.ts";
import type { Services } from "../services.ts";
import type { Pool } from "./pool.ts";
import type { WantedPool } from "./wanted-pool.ts";

type Tags = Readonly<Record<string, string>>;

const mostTags = 50;

export const tagsOf = (pool: Pool): Tags => pool.settings.UserPoolTags ?? {};

/**
 * Changes the pool's tags, or those that its replica has for itself where it is seen through one; the change is pure and
 * may run twice. Throws what it throws, and ResourceNotFoundException.
 */
export async function changeTags(
  { database }: Pick<Services, "database">,
  pool: Pool,
  change: (tags: Tags) => Tags,
): Promise<void> {
  const changed = <Settings extends Pick<Pool["settings"], "UserPoolTags">>(settings: Settings): Settings => ({
    ...settings,
    UserPoolTags: { ...change(settings.UserPoolTags ?? {}) },
  });
  const stands = pool.replica
    ? await database.replicas.update(pool.id, replicaId, (replica) => ({
        ...replica,
        content: { ...replica.content, settings: changed(replica.content.settings) },
      }))
    : await database.pools.update(pool.id, (present) => ({ ...present, settings: changed(present.settings) }));
  if (!stands) fail("ResourceNotFoundException", `User pool ${pool.id} does not exist.`);
}

/** The tags with more beside them. Throws InvalidParameterException. */
export function withTags(tags: Tags, added: Tags): Tags {
  const all = { ...tags, ...added };
  const objection = objectionTo(all);
  if (objection) fail("InvalidParameterException", objection);
  return all;
}

/** The tags without those of these keys, whether they were among them or not. */
export const withoutTags = (tags: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

/** Holds the tags of a new or changed pool to the same rules. Throws UserPoolTaggingException. */
export function checkTags({ input: { UserPoolTags = {} } }: WantedPool): void {
  const objection = objectionTo(UserPoolTags);
  if (objection) fail("UserPoolTaggingException", objection);
}

function objectionTo(tags: Tags): string | undefined {
  const keys = Object.keys(tags);
  if (keys.some((key) => key.toLowerCase().startsWith("aws:"))) {
    return "aws: prefixed tag key names are not allowed for external use.";
  }
  return keys.length > mostTags ? `A user pool cannot have more than ${mostTags} tags.` : undefined;
}
