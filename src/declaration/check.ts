import { newGroup } from "../domain/group/new-group.ts";
import { foldCase, type Pool, passwordPolicy } from "../domain/pool/pool.ts";
import { newDomain } from "../domain/pool-domain/new-domain.ts";
import { identifiersOf } from "../domain/user/identifiers.ts";
import { checkPassword } from "../domain/user/password-policy.ts";
import { CognitoError } from "../errors.ts";
import type { Declaration, DeclaredPool, DeclaredUser } from "./declared.ts";
import {
  type Building,
  designBranding,
  designClient,
  designPool,
  designResourceServers,
  designUser,
  offersOf,
} from "./design.ts";
import { designProvider } from "./design-provider.ts";
import { type Path, printPath } from "./file/index.ts";

/** Is told what is wrong at a path. A reason holds no secret. */
export type Complain = (path: Path, reason: string) => void;

/** Something that only one thing may be called, and where it is declared. */
type Name = readonly [name: string, path: Path];

/** Finds ids that pools share, and ids or names that clients or domains do, of whichever pool. */
export function checkDeclaration({ userPools }: Declaration, complain: Complain): void {
  const ids = userPools.map(({ Id }, pool): Name => [Id, ["userPools", pool, "Id"]]);
  const clientIds = userPools.flatMap(({ Clients }, pool) =>
    Clients.map(({ ClientId }, client): Name => [ClientId, ["userPools", pool, "Clients", client, "ClientId"]]),
  );
  const domains = userPools.flatMap(({ Domains }, pool) =>
    Domains.map(({ Domain }, domain): Name => [Domain, ["userPools", pool, "Domains", domain, "Domain"]]),
  );
  checkUnique(ids, complain);
  checkUnique(domains, complain);
  checkUnique(clientIds, complain);
}

/** Holds a pool and what is in it to the rules under which they would be created: they are built, and thrown away. */
export function checkPool(services: Building, declared: DeclaredPool, complain: Complain): void {
  const pool = attempt([], complain, () => designPool(services, declared));
  if (!pool) return;
  const kinds = declared.Domains.flatMap((input, index): Name[] => {
    const path = ["Domains", index];
    const domain = attempt(path, complain, () => newDomain(services, { pool, input }));
    return domain ? [[domain.id, path]] : [];
  });
  checkUnique(kinds, complain);
  checkProviders(services, pool, declared, complain);
  const offers = offersOf(services, declared, designResourceServers(services, pool, declared));
  for (const [index, client] of declared.Clients.entries()) {
    const path = ["Clients", index];
    attempt(path, complain, () => designClient(services, pool, client, offers));
    attempt([...path, "ManagedLoginBranding"], complain, () => designBranding(services, pool, client));
    const terms = client.Terms.map(({ TermsName }, at): Name => [TermsName, [...path, "Terms", at, "TermsName"]]);
    checkUnique(terms, complain);
  }
  for (const [index, group] of declared.Groups.entries()) {
    attempt(["Groups", index], complain, () => newGroup(services, pool, group));
  }
  const groups = declared.Groups.map(({ GroupName }, index): Name => [GroupName, ["Groups", index, "GroupName"]]);
  const servers = declared.ResourceServers.map(
    ({ Identifier }, index): Name => [Identifier, ["ResourceServers", index, "Identifier"]],
  );
  checkUnique(groups, complain);
  checkUnique(servers, complain);
  const users = declared.Users.flatMap((user, index) => {
    const path = ["Users", index];
    checkGroups(declared, user, path, complain);
    checkPasswords(pool, user, path, complain);
    return attempt(path, complain, () => namesOf(services, pool, user, path)) ?? [];
  });
  checkUnique(users, complain);
}

function checkProviders(services: Building, pool: Pool, declared: DeclaredPool, complain: Complain): void {
  const names: Name[] = [];
  const identifiers: Name[] = [];
  for (const [index, provider] of declared.IdentityProviders.entries()) {
    const path = ["IdentityProviders", index];
    attempt(path, complain, () => designProvider(services, pool, provider));
    names.push([provider.ProviderName, [...path, "ProviderName"]]);
    for (const [place, identifier] of provider.IdpIdentifiers?.entries() ?? []) {
      identifiers.push([identifier, [...path, "IdpIdentifiers", place]]);
    }
  }
  checkUnique(names, complain);
  checkUnique(identifiers, complain);
}

function checkGroups({ Groups }: DeclaredPool, user: DeclaredUser, path: Path, complain: Complain): void {
  for (const [index, name] of user.Groups.entries()) {
    const isDeclared = Groups.some(({ GroupName }) => GroupName === name);
    if (!isDeclared) complain([...path, "Groups", index], "is not among the pool's Groups");
  }
}

function checkPasswords(pool: Pool, user: DeclaredUser, path: Path, complain: Complain): void {
  const { Password, TemporaryPassword, Status = "FORCE_CHANGE_PASSWORD" } = user;
  for (const [member, password] of Object.entries({ Password, TemporaryPassword })) {
    if (password === undefined) continue;
    attempt([...path, member], complain, () => checkPassword(passwordPolicy(pool), password));
  }
  if (TemporaryPassword === undefined) return;
  if (Password !== undefined) complain([...path, "TemporaryPassword"], "must not stand beside Password");
  if (Status !== "FORCE_CHANGE_PASSWORD") {
    complain([...path, "Status"], "must be FORCE_CHANGE_PASSWORD beside TemporaryPassword");
  }
}

/** Every name that would lead to this user. Throws InvalidParameterException. */
function namesOf(services: Building, pool: Pool, declared: DeclaredUser, path: Path): Name[] {
  const { sub, ...user } = designUser(services, pool, declared, declared.Sub ?? services.random.uuid());
  const names = identifiersOf(pool, user).filter((name) => name !== sub);
  const member = (name: string) => (name === foldCase(pool, declared.Username) ? "Username" : "UserAttributes");
  return [[sub, [...path, "Sub"]], ...names.map((name): Name => [name, [...path, member(name)]])];
}

function checkUnique(names: readonly Name[], complain: Complain): void {
  const first = new Map<string, Path>();
  for (const [name, path] of names) {
    const other = first.get(name);
    if (other) complain(path, `is taken by ${printPath(other)}`);
    else first.set(name, path);
  }
}

/** Does `work`; what it refuses is a mistake at `path`, in AWS's words. */
function attempt<T>(path: Path, complain: Complain, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    complain(path, error.message.trim());
    return undefined;
  }
}
