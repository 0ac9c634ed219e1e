import type { Sealer } from "../crypto/seal.ts";
import { foldCase, type Pool } from "../domain/pool/pool.ts";
import type { Credentials, User, UserProfile } from "../domain/user/user.ts";
import { indexable } from "./indexable.ts";
import type { Schema } from "./schema.ts";
import { sealedJson } from "./sealed-json.ts";

type Row = Schema["users"]["$inferSelect"];
type ProfileRow = Omit<UserProfile, "enabled"> & Pick<Row, "access">;

export const credentialsUnder = (sealer: Sealer) =>
  sealedJson<Credentials, Pick<User, "poolId" | "sub">>(sealer, (user) => `user/${user.poolId}/${user.sub}`);

/** What a user is made of, without what is secret. */
export function profileColumns({ users }: Schema) {
  const { poolId, sub, username, status, access, attributes, createdAt, modifiedAt } = users;
  return { poolId, sub, username, status, access, attributes, createdAt, modifiedAt };
}

export const profileOf = ({ access, ...profile }: ProfileRow): UserProfile => ({
  ...profile,
  enabled: access === "Enabled",
});

/** How a username or searchable attribute is compared in this pool. */
export const searchKey = (pool: Pool, value: string): string => indexable(foldCase(pool, value));

/** The row of a user, but for its seal. */
export function rowOf(pool: Pool, { enabled, credentials, ...user }: User, version: number): Omit<Row, "sealed"> {
  const { attributes } = user;
  const key = (value: string | undefined) => (value === undefined ? null : searchKey(pool, value));
  return {
    ...user,
    usernameKey: searchKey(pool, user.username),
    access: enabled ? "Enabled" : "Disabled",
    emailKey: key(attributes.email),
    phoneNumberKey: key(attributes.phone_number),
    nameKey: key(attributes.name),
    givenNameKey: key(attributes.given_name),
    familyNameKey: key(attributes.family_name),
    preferredUsernameKey: key(attributes.preferred_username),
    version,
  };
}
