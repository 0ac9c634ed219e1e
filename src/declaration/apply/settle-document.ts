import type { Document } from "../../domain/document/document.ts";
import type { DocumentStore } from "../../domain/document/document-store.ts";
import { createOrSettle, sameJson } from "./settle.ts";

/**
 * Creates a document of a pool that is there, or returns its content to what is declared. The one that stands for it is
 * that of its unique key, if it has one, whatever its id; or else that of its id.
 */
export const settleDocument = <Content>(store: DocumentStore<Content>, wanted: Document<Content>): Promise<void> =>
  createOrSettle("document", {
    find: () =>
      wanted.uniqueKey === undefined ? store.get(wanted.poolId, wanted.id) : store.byUniqueKey(wanted.uniqueKey),
    create: () => store.insert(wanted),
    async settle(present) {
      if (sameJson(present.content, wanted.content)) return;
      const { id, createdAt } = present;
      await store.update(present.poolId, id, () => ({ ...wanted, id, createdAt }));
    },
  });
