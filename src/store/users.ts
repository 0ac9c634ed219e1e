import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Sealer } from "../crypto/seal.ts";
import { AlreadyThere } from "../domain/already-there.ts";
import type { Pool } from "../domain/pool/pool.ts";
import { identifiersOf, subForm } from "../domain/user/identifiers.ts";
import type { User } from "../domain/user/user.ts";
import type { Person, UserStore } from "../domain/user/user-store.ts";
import type { Connection } from "./connection.ts";
import type { Versioned } from "./contention.ts";
import { rowCount } from "./database.ts";
import { groupColumns, groupOf } from "./groups.ts";
import { indexable } from "./indexable.ts";
import { preparedInsert } from "./prepared-insert.ts";
import { cursorOf, userList } from "./user-list.ts";
import { credentialsUnder, profileColumns, profileOf, rowOf, searchKey } from "./user-row.ts";

export function userStore(connection: Connection, sealer: Sealer): UserStore {
  const { queries, tables } = connection;
  const { users, identifiers, groups, groupMembers, failedPasswords, service } = tables;
  const credentials = credentialsUnder(sealer);
  const columns = { profile: profileColumns(tables), sealed: users.sealed };
  type Row = { profile: Parameters<typeof profileOf>[0]; sealed: Buffer };
  const userOf = ({ profile, sealed }: Row): User => ({
    ...profileOf(profile),
    credentials: credentials.open(profile, sealed),
  });

  type Joined = { [Name in keyof Row]: Row[Name] | null } & { group: Parameters<typeof groupOf>[0] | null };
  function personOf(rows: readonly Joined[]): Person | undefined {
    const [first] = rows;
    if (!first?.profile || !first.sealed) return undefined;
    const user = userOf({ profile: first.profile, sealed: first.sealed });
    return { user, groups: rows.flatMap(({ group }) => (group ? [groupOf(group)] : [])) };
  }

  // The name is a sub or, failing that, one of the pool's identifiers: one read either way. The sub comes first, or
  // whoever took somebody's sub for a username would be found in their place, by their own tokens too.
  const poolId = sql.placeholder("poolId");
  const identified = queries
    .select({ sub: identifiers.sub })
    .from(identifiers)
    .where(and(eq(identifiers.poolId, poolId), eq(identifiers.value, sql.placeholder("identifier"))));
  const subbed = queries
    .select({ sub: users.sub })
    .from(users)
    .where(and(eq(users.poolId, poolId), eq(users.sub, sql.placeholder("name"))));
  const named = and(eq(users.poolId, poolId), eq(users.sub, sql`coalesce(${subbed}, ${identified})`));
  const nameIn = (pool: Pool, name: string) => ({ poolId: pool.id, identifier: searchKey(pool, name), name });

  const select = queries.select(columns).from(users).where(named).prepare("user_by_name");
  const selectWithGroups = queries
    .select({ ...columns, group: groupColumns(tables) })
    .from(users)
    .leftJoin(groupMembers, and(eq(groupMembers.poolId, users.poolId), eq(groupMembers.sub, users.sub)))
    .leftJoin(groups, and(eq(groups.poolId, groupMembers.poolId), eq(groups.name, groupMembers.groupName)))
    .where(named)
    .orderBy(asc(groups.name))
    .prepare("user_by_name_with_groups");

  // What failed is found by the user, or where there is none by nobody's made-up sub. The service's row is always there: to
  // it is joined what may not be.
  const nobody = sql.placeholder("nobody");
  const nobodyCreatedAt = sql.placeholder("nobodyCreatedAt");
  const { count, expiresAt } = failedPasswords;
  const selectWithFailures = queries
    .select({ ...columns, group: groupColumns(tables), failures: { count, expiresAt } })
    .from(service)
    .leftJoin(users, named)
    .leftJoin(groupMembers, and(eq(groupMembers.poolId, users.poolId), eq(groupMembers.sub, users.sub)))
    .leftJoin(groups, and(eq(groups.poolId, groupMembers.poolId), eq(groups.name, groupMembers.groupName)))
    .leftJoin(
      failedPasswords,
      and(
        eq(failedPasswords.poolId, poolId),
        eq(failedPasswords.sub, sql`coalesce(${users.sub}, ${nobody})`),
        eq(failedPasswords.userCreatedAt, sql`coalesce(${users.createdAt}, ${nobodyCreatedAt})`),
      ),
    )
    .where(eq(service.id, 1))
    .orderBy(asc(groups.name))
    .prepare("user_by_name_with_failures");

  const listed = userList(connection);
  const insertUser = preparedInsert(queries, users);
  const insertIdentifier = preparedInsert(queries, identifiers);
  const seal = (user: User) => credentials.seal(user, user.credentials);
  const namesOf = (pool: Pool, user: User) => identifiersOf(pool, user).map(indexable);

  /** Those of the names that are somebody's sub: that leads to them first, so that it is nobody else's name. */
  async function subsAmong(pool: Pool, names: readonly string[]): Promise<string[]> {
    const candidates = names.filter((name) => subForm.test(name));
    if (candidates.length === 0) return [];
    const rows = await queries
      .select({ sub: users.sub })
      .from(users)
      .where(and(eq(users.poolId, pool.id), inArray(users.sub, candidates)));
    return rows.map(({ sub }) => sub);
  }

  async function addNames(pool: Pool, sub: string, names: readonly string[]): Promise<void> {
    const foreign = names.filter((name) => name !== sub);
    if ((await subsAmong(pool, foreign)).length > 0) throw new AlreadyThere("identifier");
    for (const value of names) await insertIdentifier([{ poolId: pool.id, value, sub }]);
  }

  async function removeNames(pool: Pool, names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await queries
      .delete(identifiers)
      .where(and(eq(identifiers.poolId, pool.id), inArray(identifiers.value, [...names])));
  }

  const isUser = (pool: Pool, sub: string) => and(eq(users.poolId, pool.id), eq(users.sub, sub));

  async function read(pool: Pool, sub: string): Promise<Versioned<User> | undefined> {
    const [row] = await queries
      .select({ ...columns, version: users.version })
      .from(users)
      .where(isUser(pool, sub));
    return row && { value: userOf(row), version: row.version };
  }

  async function write(pool: Pool, after: User, before: Versioned<User>): Promise<boolean> {
    const row = rowOf(pool, after, before.version + 1);
    const sealed = after.credentials === before.value.credentials ? undefined : seal(after);
    const written = await queries
      .update(users)
      .set({ ...changed(row, rowOf(pool, before.value, before.version)), sealed })
      .where(and(isUser(pool, after.sub), eq(users.version, before.version)))
      .returning({ sub: users.sub });
    return written.length > 0;
  }

  return {
    async find(pool, name) {
      const [row] = await select.execute(nameIn(pool, name));
      return row && userOf(row);
    },

    async findWithGroups(pool, name) {
      return personOf(await selectWithGroups.execute(nameIn(pool, name)));
    },

    async findWithFailures(pool, name, nobody) {
      const ofNobody = { nobody: nobody.sub, nobodyCreatedAt: nobody.createdAt.getTime() };
      const rows = await selectWithFailures.execute({ ...nameIn(pool, name), ...ofNobody });
      return { person: personOf(rows), failures: rows[0]?.failures ?? undefined };
    },

    insert: (pool, user) =>
      connection.transaction(async () => {
        await insertUser([{ ...rowOf(pool, user, 1), sealed: seal(user) }]);
        await addNames(pool, user.sub, namesOf(pool, user));
      }),

    insertAll: (pool, all) =>
      connection.transaction(async () => {
        if (all.length === 0) return;
        await queries.insert(users).values(all.map((user) => ({ ...rowOf(pool, user, 1), sealed: seal(user) })));
        const names = all.flatMap((user) => namesOf(pool, user).map((value) => ({ value, sub: user.sub })));
        await queries.insert(identifiers).values(names.map((name) => ({ poolId: pool.id, ...name })));
      }),

    takeStock: () => connection.analyze(users, identifiers),

    async taken(pool, names) {
      if (names.length === 0) return new Set();
      const rows = await queries
        .select({ value: identifiers.value })
        .from(identifiers)
        .where(and(eq(identifiers.poolId, pool.id), inArray(identifiers.value, names.map(indexable))));
      const found = new Set([...rows.map(({ value }) => value), ...(await subsAmong(pool, names))]);
      return new Set(names.filter((name) => found.has(indexable(name))));
    },

    update: (pool, sub, change) =>
      connection.change(`user/${pool.id}/${sub}`, {
        read: () => read(pool, sub),
        change,
        write(after, before) {
          const names = namesOf(pool, after);
          const formerNames = namesOf(pool, before.value);
          const added = names.filter((name) => !formerNames.includes(name));
          const removed = formerNames.filter((name) => !names.includes(name));
          if (added.length + removed.length === 0) return write(pool, after, before);
          return connection.transaction(async () => {
            if (!(await write(pool, after, before))) return false;
            await removeNames(pool, removed);
            await addNames(pool, sub, added);
            return true;
          });
        },
      }),

    async delete(pool, sub) {
      const deleted = await queries.delete(users).where(isUser(pool, sub)).returning({ sub: users.sub });
      return deleted.length > 0;
    },

    async list(pool, query) {
      const rows = await listed(pool, query);
      return rows.map(({ profile, place }) => ({ user: profileOf(profile), cursor: cursorOf(place) }));
    },

    async count(pool) {
      const [row] = await queries.select({ rows: rowCount }).from(users).where(eq(users.poolId, pool.id));
      return row!.rows;
    },
  };
}

/** The columns that are not what they were; to name the others too would rewrite every index. */
const changed = <Row extends object>(after: Row, before: Row): Partial<Row> =>
  Object.fromEntries(
    Object.entries(after).filter(([name, value]) => value !== before[name as keyof Row]),
  ) as Partial<Row>;
