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
export function userList(connection: Pick<Connection, "queries" | "tables">) {
  const statements = new Map<string, ReturnType<typeof prepare>>();

  function statementFor(shape: Shape): ReturnType<typeof prepare> {
    const name = Object.values(shape).join(" ");
    const statement = statements.get(name) ?? prepare(connection, shape);
    statements.set(name, statement);
    return statement;
  }

  return async (pool: Pool, { filter, after, limit }: UserQuery) => {
    const { attribute = "username", operator = "none", value = "" } = filter ?? {};
    const key = filter ? searchable[attribute][1](pool, value) : "";
    const place = after === undefined ? undefined : placeIn(after, key);
    const statement = statementFor({ attribute, operator, page: place ? "next" : "first" });
    return statement.execute({
      poolId: pool.id,
      key,
      end: endOfPrefix(key),
      after: place?.key,
      username: place?.username,
      limit,
    });
  };
}

/** What the text of a statement depends on. */
interface Shape {
  readonly attribute: UserFilter["attribute"];
  readonly operator: UserFilter["operator"] | "none";
  readonly page: "first" | "next";
}

function prepare({ queries, tables }: Pick<Connection, "queries" | "tables">, { attribute, operator, page }: Shape) {
  const { users } = tables;
  const column = users[searchable[attribute][0]];
  const order = orderOf(users, column, operator);
  const conditions: SQL[] = [eq(users.poolId, sql.placeholder("poolId"))];
  if (operator === "=") conditions.push(eq(column, sql.placeholder("key")));
  if (operator === "^=") conditions.push(lt(column, sql.placeholder("end")));
  if (page === "next") {
    const places = order.map((one) => sql.placeholder(one === users.usernameKey ? "username" : "after"));
    conditions.push(sql`(${list(order)}) > (${list(places)})`);
  } else if (operator === "^=") {
    // Only here: a place is past the beginning of the prefix, and given both bounds SQLite would seek by the worse one.
    conditions.push(gte(column, sql.placeholder("key")));
  }
  return queries
    .select({ profile: profileColumns(tables), place: { key: column, username: users.usernameKey } })
    .from(users)
    .where(and(...conditions))
    .orderBy(...order.map((one) => asc(one)))
    .limit(sql.placeholder("limit"))
    .prepare("user_list");
}

/** Usernames and subs stand once. Rows that an equality picks have the same key, so only the username orders them. */
function orderOf({ usernameKey, sub }: Schema["users"], column: PgColumn, operator: Shape["operator"]): PgColumn[] {
  if (column === usernameKey || column === sub) return [column];
  return operator === "^=" ? [column, usernameKey] : [usernameKey];
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
