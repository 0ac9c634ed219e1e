import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import { subOf } from "../document/document.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { identitiesOf, withIdentities } from "../user/identities.ts";
import type { User } from "../user/user.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { linkedIdentityId, type ProviderIdentity, subjectAttribute } from "./linked-identity.ts";

const refuse = (text: string): never => fail("InvalidParameterException", text);

/** AWS: quotas of user pools. */
const identitiesAtMost = 5;
const longestValue = 2048;

/**
 * Lets an account at a provider lead to `user` from now on. Throws InvalidParameterException, LimitExceededException,
 * UserNotFoundException, and AliasExistsException where it leads to somebody else (AWS: AdminLinkProviderForUser).
 */
export async function linkIdentity(
  { database, clock }: Pick<Services, "database" | "clock">,
  pool: Pool,
  user: User,
  provider: IdentityProvider,
  source: ProviderIdentity,
): Promise<void> {
  checkSource(provider, source);
  checkMutableAttributes(pool, user);
  // Somebody who came with it by themselves is a user of their own, and the two cannot become one.
  if (await database.users.find(pool, `${source.providerName}_${source.value}`)) {
    refuse("Merging is not currently supported, provide a SourceUser that has not been signed up in order to link");
  }
  const now = clock.now();
  const link = (present: User): User => ({
    ...present,
    attributes: withIdentities(present.attributes, [
      ...checkRoom(present),
      {
        userId: source.value,
        providerName: provider.id,
        providerType: provider.content.type,
        issuer: null,
        primary: false,
        dateCreated: now.getTime(),
      },
    ]),
    modifiedAt: now,
  });
  const id = linkedIdentityId(source);
  try {
    await database.transaction(async (stores) => {
      await stores.linkedIdentities.insert({
        ...{ poolId: pool.id, id, owner: { sub: user.sub }, content: source, createdAt: now, modifiedAt: now },
      });
      if (!(await stores.users.update(pool, user.sub, link))) fail("UserNotFoundException");
    });
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const holder = subOf(await database.linkedIdentities.get(pool.id, id));
    if (holder === user.sub) refuse("SourceUser is already linked to DestinationUser");
    fail("AliasExistsException", "SourceUser is already linked to another user.");
  }
}

/** Social networks tell their people apart by one claim; others by any that is mapped to an attribute. */
function checkSource({ id, content: { type, attributeMapping } }: IdentityProvider, source: ProviderIdentity): void {
  if (source.value.length > longestValue) refuse(`Invalid SourceUser: ProviderAttributeValue is too long.`);
  if (source.attributeName === subjectAttribute) return;
  const isGeneral = type === "SAML" || type === "OIDC";
  const isMapped = source.attributeName !== "username" && Object.hasOwn(attributeMapping, source.attributeName);
  if (!isGeneral || !isMapped) {
    refuse(`Invalid SourceUser: ProviderAttributeName ${source.attributeName} is not mapped for provider ${id}.`);
  }
}

/** Each sign-in through a provider writes what it maps. */
function checkMutableAttributes(pool: Pool, user: User): void {
  const fixed = pool.settings.SchemaAttributes.find(
    ({ Name = "", Mutable }) => Name !== "sub" && Mutable === false && user.attributes[Name] !== undefined,
  );
  if (fixed) refuse(`Invalid DestinationUser: attribute ${fixed.Name} of the user is not mutable.`);
}

function checkRoom(user: User) {
  const identities = identitiesOf(user);
  if (identities.length >= identitiesAtMost) {
    fail("LimitExceededException", `A user cannot have more than ${identitiesAtMost} linked identities.`);
  }
  return identities;
}
