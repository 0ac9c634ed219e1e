import { and, asc, eq, getTableColumns, gt } from "drizzle-orm";
import type { Group } from "../domain/group/group.ts";
import type { GroupStore } from "../domain/group/group-store.ts";
import type { Connection } from "./connection.ts";
import type { Versioned } from "./contention.ts";
import type { Schema } from "./schema.ts";
import { profileColumns, profileOf } from "./user-row.ts";

export function groupStore(connection: Connection): GroupStore {
  const { queries, tables } = connection;
  const { groups, groupMembers, users } = tables;
  const columns = groupColumns(tables);
  const named = (poolId: string, name: string) => and(eq(groups.poolId, poolId), eq(groups.name, name));

  async function read(poolId: string, name: string): Promise<Versioned<Group> | undefined> {
    const [row] = await queries
      .select({ group: columns, version: groups.version })
      .from(groups)
      .where(named(poolId, name));
    return row && { value: groupOf(row.group), version: row.version };
  }

  return {
    get: async (poolId, name) => (await read(poolId, name))?.value,

    async insert(group) {
      await queries.insert(groups).values({ ...group, version: 1 });
    },

    update: (poolId, name, change) =>
      connection.change(`group/${poolId}/${name}`, {
        read: () => read(poolId, name),
        change,
        async write({ description = null, roleArn = null, precedence = null, modifiedAt }, before) {
          const written = await queries
            .update(groups)
            .set({ description, roleArn, precedence, modifiedAt, version: before.version + 1 })
            .where(and(named(poolId, name), eq(groups.version, before.version)))
            .returning({ name: groups.name });
          return written.length > 0;
        },
      }),

    async delete(poolId, name) {
      const deleted = await queries.delete(groups).where(named(poolId, name)).returning({ name: groups.name });
      return deleted.length > 0;
    },

    async list(poolId, { after = "", limit }) {
      const rows = await queries
        .select(columns)
        .from(groups)
        .where(and(eq(groups.poolId, poolId), gt(groups.name, after)))
        .orderBy(asc(groups.name))
        .limit(limit);
      return rows.map(groupOf);
    },

    async addMember(poolId, groupName, sub) {
      await queries.insert(groupMembers).values({ poolId, sub, groupName }).onConflictDoNothing();
    },

    async removeMember(poolId, groupName, sub) {
      await queries
        .delete(groupMembers)
        .where(and(eq(groupMembers.poolId, poolId), eq(groupMembers.sub, sub), eq(groupMembers.groupName, groupName)));
    },

    async members(poolId, name, { after = "", limit }) {
      const rows = await queries
        .select(profileColumns(tables))
        .from(groupMembers)
        .innerJoin(users, and(eq(users.poolId, groupMembers.poolId), eq(users.sub, groupMembers.sub)))
        .where(and(eq(groupMembers.poolId, poolId), eq(groupMembers.groupName, name), gt(groupMembers.sub, after)))
        .orderBy(asc(groupMembers.sub))
        .limit(limit);
      return rows.map(profileOf);
    },

    async ofUser(poolId, sub, { after = "", limit }) {
      const rows = await queries
        .select(columns)
        .from(groupMembers)
        .innerJoin(groups, and(eq(groups.poolId, groupMembers.poolId), eq(groups.name, groupMembers.groupName)))
        .where(and(eq(groupMembers.poolId, poolId), eq(groupMembers.sub, sub), gt(groupMembers.groupName, after)))
        .orderBy(asc(groupMembers.groupName))
        .limit(limit);
      return rows.map(groupOf);
    },
  };
}

/** What a group is made of. */
export function groupColumns({ groups }: Schema) {
  const { version, ...columns } = getTableColumns(groups);
  return columns;
}

type Nullable<T> = { [Name in keyof T]: undefined extends T[Name] ? T[Name] | null : T[Name] };

export const groupOf = ({ description, roleArn, precedence, ...group }: Nullable<Group>): Group => ({
  ...group,
  description: description ?? undefined,
  roleArn: roleArn ?? undefined,
  precedence: precedence ?? undefined,
});
