import type { Services } from "../../domain/services.ts";
import type { Declaration } from "../declared.ts";

type Storage = Pick<Services, "database" | "log">;

/** Names in the log what is there and not declared: it may have been, and left the file. Users are not looked at. */
export async function nameUndeclared({ database, log }: Storage, { userPools }: Declaration): Promise<void> {
  const poolIds = userPools.map(({ Id }) => Id);
  const left = {
    pools: without(poolIds, await database.pools.ids()),
    clients: [] as string[],
    groups: [] as string[],
    providers: [] as string[],
  };
  for (const { Id, Clients, Groups, IdentityProviders } of userPools) {
    const clients = await everyPage(async (page) => (await database.clients.list(Id, page)).map(({ id }) => id));
    const groups = await everyPage(async (page) => (await database.groups.list(Id, page)).map(({ name }) => name));
    const clientIds = Clients.map(({ ClientId }) => ClientId);
    const groupNames = Groups.map(({ GroupName }) => GroupName);
    left.clients.push(...without(clientIds, clients).map((id) => `${Id}/${id}`));
    const providers = await everyPage(async (page) =>
      (await database.identityProviders.list(Id, page)).map(({ id }) => id),
    );
    const providerNames = IdentityProviders.map(({ ProviderName }) => ProviderName);
    left.providers.push(...without(providerNames, providers).map((name) => `${Id}/${name}`));
    left.groups.push(...without(groupNames, groups).map((name) => `${Id}/${name}`));
  }
  for (const [kind, names] of Object.entries(left)) {
    if (names.length > 0) log.info({ [kind]: names }, `${kind} that are not declared stay as they are`);
  }
}

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
