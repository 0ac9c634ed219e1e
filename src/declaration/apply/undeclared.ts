import type { Services } from "../../domain/services.ts";
import type { Declaration } from "../declared.ts";

type Storage = Pick<Services, "database" | "log">;

/** Names in the log what is there and not declared: it may have been, and left the file. Users are not looked at. */
export async function nameUndeclared({ database, log }: Storage, { userPools }: Declaration): Promise<void> {
  const poolIds = userPools.map(({ Id }) => Id);
  const left: Record<string, string[]> = { pools: without(poolIds, await database.pools.ids()) };
  for (const { Id, Domains, Clients, Groups, ResourceServers, IdentityProviders } of userPools) {
    const domains = (await database.domains.list(Id, { limit: 2 })).map(({ content }) => content.name);
    const clients = await everyPage(async (page) => (await database.clients.list(Id, page)).map(({ id }) => id));
    const groups = await everyPage(async (page) => (await database.groups.list(Id, page)).map(({ name }) => name));
    const servers = await everyPage(async (page) =>
      (await database.resourceServers.list(Id, page)).map(({ id }) => id),
    );
    const providers = await everyPage(async (page) =>
      (await database.identityProviders.list(Id, page)).map(({ id }) => id),
    );
    const undeclared = {
      domains: without(namesOf(Domains, "Domain"), domains),
      clients: without(namesOf(Clients, "ClientId"), clients),
      groups: without(namesOf(Groups, "GroupName"), groups),
      resourceServers: without(namesOf(ResourceServers, "Identifier"), servers),
      providers: without(namesOf(IdentityProviders, "ProviderName"), providers),
    };
    for (const [kind, names] of Object.entries(undeclared)) {
      left[kind] = [...(left[kind] ?? []), ...names.map((name) => `${Id}/${name}`)];
    }
  }
  for (const [kind, names] of Object.entries(left)) {
    if (names.length > 0) log.info({ [kind]: names }, `${kind} that are not declared stay as they are`);
  }
}

const namesOf = <Member extends string>(declared: readonly Record<Member, string>[], member: Member): string[] =>
  declared.map((one) => one[member]);

function without(declared: readonly string[], present: readonly string[]): string[] {
  const names = new Set(declared);
  return present.filter((name) => !names.has(name));
}

const pageSize = 1000;

/** All names of a list that is in their order. */
async function everyPage(list: (page: { after?: string; limit: number }) => Promise<string[]>): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const page = await list({ after: names.at(-1), limit: pageSize });
    names.push(...page);
    if (page.length < pageSize) return names;
  }
}
