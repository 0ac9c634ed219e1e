import type { User } from "./user.ts";

/** An account of a user with an identity provider, as the attribute `identities` shows it. */
export interface Identity {
  /** The provider's own id of the person; or the value of the attribute by which they were linked. */
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  /** The SAML entity; null for others. */
  readonly issuer: string | null;
  /** The account with which the user first came here, and not one that was linked later. */
  readonly primary: boolean;
  /** Milliseconds since 1970. */
  readonly dateCreated: number;
}

/** The attribute that holds a user's identities, as a JSON list. No pool keeps it in its schema, so that nobody can write it. */
export const identitiesAttribute = "identities";

/** The identities of a user, in the order in which they came. */
export const identitiesOf = ({ attributes }: Pick<User, "attributes">): readonly Identity[] =>
  JSON.parse(attributes[identitiesAttribute] ?? "[]");

/**
 * Was the user made of this account at a provider? The username alone does not say so: one that looks like a provider's is
 * anybody's to sign up with.
 */
export const isMadeOf = (user: Pick<User, "attributes">, account: Pick<Identity, "providerName" | "userId">): boolean =>
  identitiesOf(user).some(
    ({ primary, providerName, userId }) =>
      primary && providerName === account.providerName && userId === account.userId,
  );

/** The attributes with these identities; without any, the attribute is not there. */
export function withIdentities(attributes: User["attributes"], identities: readonly Identity[]): User["attributes"] {
  const { [identitiesAttribute]: _, ...others } = attributes;
  return identities.length === 0 ? others : { ...others, [identitiesAttribute]: JSON.stringify(identities) };
}
