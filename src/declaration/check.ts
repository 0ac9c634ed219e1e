import { newGroup } from "../domain/group/new-group.ts";
import { foldCase, type Pool, passwordPolicy } from "../domain/pool/pool.ts";
import { newDomain } from "../domain/pool-domain/new-domain.ts";
import { identifiersOf } from "../domain/user/identifiers.ts";
import { checkPassword } from "../domain/user/password-policy.ts";
import { attempt, type Complain, refusalOf } from "./attempt.ts";
import {
  type Declaration,
  type DeclaredClient,
  type DeclaredPool,
  type DeclaredUser,
  declaredBranding,
  declaredClient,
  declaredDomain,
  declaredGroup,
  declaredPool,
  declaredProvider,
  declaredUser,
} from "./declared.ts";
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

/** Something that only one thing may be called, and where it is declared. */
type Name = readonly [name: string, path: Path];

/**
 * Finds ids that pools share, and ids or names that clients or domains do, of whichever pool; and functions that a pool
 * calls by name and that are not declared.
 */
export function checkDeclaration(
  { functions, userPools }: Pick<Declaration, "functions" | "userPools">,
  complain: Complain,
): void {
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
  for (const [pool, { NamedFunctions }] of userPools.entries()) {
    // A pool that has mistakes of its own has not come to have them.
    for (const { name, path } of NamedFunctions ?? []) {
      if (!Object.hasOwn(functions, name)) complain(["userPools", pool, ...path], "is not among the file's functions");
    }
  }
}

/** Members of a pool by which what is in it is judged: while one is wrong, so would be all that is said of the rest. */
const shaping = new Set(["AliasAttributes", "Policies", "Schema", "UsernameAttributes", "UsernameConfiguration"]);

/** Holds a pool and what is in it to the rules under which they would be created: they are built, and thrown away. */
export function checkPool(services: Building, declared: DeclaredPool, complain: Complain): void {
  const { result: pool, refused } = attempt({
    ...{ path: [], input: declared, schema: declaredPool, complain },
    build: (input) => designPool(services, input),
  });
  if (!pool || refused.some((name) => shaping.has(name))) return;
  const kinds = declared.Domains.flatMap((input, index): Name[] => {
    const path = ["Domains", index];
    const { result: domain } = attempt({
      ...{ path, input, schema: declaredDomain, complain },
      build: (input) => newDomain(services, { pool, input }),
    });
    return domain ? [[domain.id, path]] : [];
  });
  checkUnique(kinds, complain);
  checkProviders(services, pool, declared, complain);
  const offers = offersOf(services, declared, designResourceServers(services, pool, declared));
  for (const [index, input] of declared.Clients.entries()) {
    const path = ["Clients", index];
    attempt({
      ...{ path, input, schema: declaredClient, complain },
      build: (input) => designClient(services, pool, input, offers),
    });
    checkLook(services, pool, input, path, complain);
  }
  for (const [index, input] of declared.Groups.entries()) {
    attempt({
      ...{ path: ["Groups", index], input, schema: declaredGroup, complain },
      build: (input) => newGroup(services, pool, input),
    });
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
    const { result: names, refused } = attempt({
      ...{ path, input: user, schema: declaredUser, complain },
      build: (input) => namesOf(services, pool, input, path),
    });
    return names && refused.length === 0 ? names : [];
  });
  checkUnique(users, complain);
}

/** What the pages of a client look like and link to. */
function checkLook(services: Building, pool: Pool, client: DeclaredClient, at: Path, complain: Complain): void {
  const { ManagedLoginBranding: input, Terms } = client;
  if (input) {
    attempt({
      ...{ path: [...at, "ManagedLoginBranding"], input, schema: declaredBranding, complain },
      build: (ManagedLoginBranding) => designBranding(services, pool, { ...client, ManagedLoginBranding }),
    });
  }
  checkUnique(
    Terms.map(({ TermsName }, index): Name => [TermsName, [...at, "Terms", index, "TermsName"]]),
    complain,
  );
}

function checkProviders(services: Building, pool: Pool, declared: DeclaredPool, complain: Complain): void {
  const names: Name[] = [];
  const identifiers: Name[] = [];
  for (const [index, provider] of declared.IdentityProviders.entries()) {
    const path = ["IdentityProviders", index];
    attempt({
      ...{ path, input: provider, schema: declaredProvider, complain },
      build: (input) => designProvider(services, pool, input),
    });
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
    const refusal = refusalOf(() => checkPassword(passwordPolicy(pool), password));
    if (refusal !== undefined) complain([...path, member], refusal);
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
