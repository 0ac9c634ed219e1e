import { fail } from "../../errors.ts";
import type { Pool } from "./pool.ts";
import type { WantedPool } from "./wanted-pool.ts";

type Tags = Readonly<Record<string, string>>;

const mostTags = 50;

export const tagsOf = (pool: Pool): Tags => pool.settings.UserPoolTags ?? {};

/** The pool with these tags too. Throws InvalidParameterException. */
export function tagPool(pool: Pool, added: Tags): Pool {
  const UserPoolTags = { ...tagsOf(pool), ...added };
  const objection = objectionTo(UserPoolTags);
  if (objection) fail("InvalidParameterException", objection);
  return { ...pool, settings: { ...pool.settings, UserPoolTags } };
}

/** The pool without the tags of these keys, whether it had them or not. */
export function untagPool(pool: Pool, keys: readonly string[]): Pool {
  const left = Object.entries(tagsOf(pool)).filter(([key]) => !keys.includes(key));
  return { ...pool, settings: { ...pool.settings, UserPoolTags: Object.fromEntries(left) } };
}

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
