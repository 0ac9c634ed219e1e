import type { Code, CodePurpose } from "../../domain/user/code.ts";
import type { UserStatus } from "../../domain/user/user.ts";
import type { Columns } from "../columns.ts";
import { lifetime, ofPool, ofUser, present } from "./parts.ts";
import type { PoolTables } from "./pool-tables.ts";

/** Users, what they are called, where they belong, and the codes that they were sent. */
export function defineUserTables(columns: Columns, { pools, groups }: Pick<PoolTables, "pools" | "groups">) {
  const { table, text, integer, json, instant, bytes, index, primaryKey, foreignKey } = columns;

  /** `…Key` columns hold values as the pool compares them, for ListUsers; `access` is its filter `status`. */
  const users = table(
    "users",
    {
      poolId: ofPool(columns, { pools }),
      sub: text("sub").notNull(),
      username: text("username").notNull(),
      usernameKey: text("username_key").notNull(),
      status: text("status").$type<UserStatus>().notNull(),
      access: text("access").$type<"Enabled" | "Disabled">().notNull(),
      emailKey: text("email_key"),
      phoneNumberKey: text("phone_number_key"),
      nameKey: text("name_key"),
      givenNameKey: text("given_name_key"),
      familyNameKey: text("family_name_key"),
      preferredUsernameKey: text("preferred_username_key"),
      attributes: json("attributes").$type<Record<string, string>>().notNull(),
      sealed: bytes("sealed").notNull(),
      ...lifetime(columns),
      version: integer("version").notNull(),
    },
    (user) => [
      primaryKey({ columns: [user.poolId, user.sub] }),
      index("users_by_username").on(user.poolId, user.usernameKey),
      index("users_by_status").on(user.poolId, user.status, user.usernameKey),
      index("users_by_access").on(user.poolId, user.access, user.usernameKey),
      ...(
        [
          ["users_by_email", user.emailKey],
          ["users_by_phone_number", user.phoneNumberKey],
          ["users_by_name", user.nameKey],
          ["users_by_given_name", user.givenNameKey],
          ["users_by_family_name", user.familyNameKey],
          ["users_by_preferred_username", user.preferredUsernameKey],
        ] as const
      ).map(([name, key]) => index(name).on(user.poolId, key, user.usernameKey).where(present(key))),
    ],
  );
  const parents = { users };

  /** The names by which users are found; each leads to one user of its pool. */
  const identifiers = table(
    "identifiers",
    { poolId: text("pool_id").notNull(), value: text("value").notNull(), sub: text("sub").notNull() },
    (identifier) => [
      primaryKey({ columns: [identifier.poolId, identifier.value] }),
      index("identifiers_by_user").on(identifier.poolId, identifier.sub),
      ofUser(columns, parents, identifier),
    ],
  );

  const groupMembers = table(
    "group_members",
    { poolId: text("pool_id").notNull(), sub: text("sub").notNull(), groupName: text("group_name").notNull() },
    (member) => [
      primaryKey({ columns: [member.poolId, member.sub, member.groupName] }),
      index("group_members_by_group").on(member.poolId, member.groupName, member.sub),
      ofUser(columns, parents, member),
      foreignKey({
        columns: [member.poolId, member.groupName],
        foreignColumns: [groups.poolId, groups.name],
      }).onDelete("cascade"),
    ],
  );

  const codes = table(
    "codes",
    {
      poolId: text("pool_id").notNull(),
      sub: text("sub").notNull(),
      purpose: text("purpose").$type<CodePurpose>().notNull(),
      digest: text("digest").notNull(),
      attribute: text("attribute").$type<Code["attribute"]>().notNull(),
      destination: text("destination").notNull(),
      expiresAt: instant("expires_at").notNull(),
      tries: integer("tries").notNull(),
    },
    (code) => [
      primaryKey({ columns: [code.poolId, code.sub, code.purpose] }),
      index("codes_by_expiry").on(code.expiresAt),
      ofUser(columns, parents, code),
    ],
  );

  return { users, identifiers, groupMembers, codes };
}

export type UserTables = ReturnType<typeof defineUserTables>;
