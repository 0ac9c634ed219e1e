import type { DocumentStore } from "../domain/document/document-store.ts";
import { cached } from "./cached.ts";
import type { Connection } from "./connection.ts";
import type { ServiceStates } from "./service-state.ts";

/**
 * Documents that almost every request reads and hardly any changes: those that lists and unique keys find are kept in
 * memory under the service's epoch, which each change moves. For small ones, of which a pool has few.
 */
export function cachedDocuments<Content>(
  store: DocumentStore<Content>,
  parts: { connection: Connection; state: ServiceStates },
): DocumentStore<Content> {
  const { withNewEpoch } = parts.state;
  const firstOnes = cached((key) => store.list(...(JSON.parse(key) as Parameters<typeof store.list>)), parts);
  return {
    ...store,
    byUniqueKey: cached(store.byUniqueKey, parts),
    list: async (poolId, page) =>
      page.after === undefined && page.owner === undefined
        ? ((await firstOnes(JSON.stringify([poolId, page]))) ?? [])
        : store.list(poolId, page),
    insert: (document) => withNewEpoch(() => store.insert(document)),
    update: (...change) => withNewEpoch(() => store.update(...change)),
    delete: (...named) => withNewEpoch(() => store.delete(...named)),
    deleteOwned: (...owned) => withNewEpoch(() => store.deleteOwned(...owned)),
  };
}
