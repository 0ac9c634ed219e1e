import { and, asc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Pool } from "../domain/pool/pool.ts";
import type { UserFilter } from "../domain/user/user-filter.ts";
import { fail } from "../errors.ts";
import type { Connection } from "./connection.ts";
import { endOfPrefix } from "./indexable.ts";
import type { Schema } from "./schema.ts";
import { profileColumns, searchKey } from "./user-row.ts";

export interface UserQuery {
  readonly filter?: UserFilter;
  /** A cursor of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/** A row's place in a list: its filtered attribute, or else its username, and its username. */
interface Place {
  readonly key: string;
  readonly username: string;
}

const asItStands = (_pool: Pool, value: string) => value;

/** The column behind each attribute that ListUsers can filter on, and how a filter's value stands in it. */
const searchable = {
  username: ["usernameKey", searchKey],
  sub: ["sub", asItStands],
  status: ["access", asItStands],
  "cognito:user_status": ["status", (_pool: Pool, value: string) => value.toUpperCase()],
  email: ["emailKey", searchKey],
  phone_number: ["phoneNumberKey", searchKey],
  name: ["nameKey", searchKey],
  given_name: ["givenNameKey", searchKey],
  family_name: ["familyNameKey", searchKey],
  preferred_username: ["preferredUsernameKey", searchKey],
} as const satisfies Record<UserFilter["attribute"], unknown>;

/**
 * The users that pass a filter, in the order of the filtered attribute and then of the username. Every such order stands
 * in an index, and a page begins beyond the place of the row before it, so it costs the same wherever it is in the list.
 * Throws InvalidParameterException when `after` is no cursor of this list.
 */
export function selectUsers(
  { queries, tables, upTo }: Pick<Connection, "queries" | "tables" | "upTo">,
  pool: Pool,
  { filter, after, limit }: UserQuery,
) {
  const { users } = tables;
  const [name, keyOf] = searchable[filter?.attribute ?? "username"];
  const column = users[name];
  const key = filter ? keyOf(pool, filter.value) : "";
  const place = after === undefined ? undefined : placeIn(after, key);
  const order = orderOf(users, column, filter);
  const conditions: SQL[] = [eq(users.poolId, pool.id)];
  if (filter?.operator === "=") conditions.push(eq(column, key));
  if (filter?.operator === "^=") conditions.push(lt(column, endOfPrefix(key)));
  if (place) {
    const places = order.map((one) => (one === users.usernameKey ? place.username : place.key));
    conditions.push(sql`(${list(order)}) > (${list(places)})`);
  } else if (filter?.operator === "^=") {
    // Only here: a place is past the beginning of the prefix, and given both bounds SQLite would seek by the worse one.
    conditions.push(gte(column, key));
  }
  return queries
    .select({ profile: profileColumns(tables), place: { key: column, username: users.usernameKey } })
    .from(users)
    .where(and(...conditions))
    .orderBy(...order.map((one) => asc(one)))
    .limit(upTo(limit));
}

/** Usernames and subs stand once. Rows that an equality picks have the same key, so only the username orders them. */
function orderOf({ usernameKey, sub }: Schema["users"], column: PgColumn, filter?: UserFilter): PgColumn[] {
  if (column === usernameKey || column === sub) return [column];
  return filter?.operator === "^=" ? [column, usernameKey] : [usernameKey];
}

const list = (chunks: Parameters<typeof sql.join>[0]) => sql.join(chunks, sql`, `);

/** A row's place as text, for ListUsers' pagination token. */
export const cursorOf = ({ key, username }: { key: string | null; username: string }): string =>
  Buffer.from(JSON.stringify([key, username])).toString("base64url");

function placeIn(cursor: string, prefix: string): Place {
  const [key, username] = parsed(Buffer.from(cursor, "base64url").toString());
  if (typeof key === "string" && typeof username === "string" && key.startsWith(prefix)) return { key, username };
  return fail("InvalidParameterException", "Invalid pagination token.");
}

function parsed(json: string): unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
