import type { Document } from "../../domain/document/document.ts";
import type { DocumentStore } from "../../domain/document/document-store.ts";
import { createOrSettle, sameJson } from "./settle.ts";

/** Creates a document of a pool that is there, or returns its content to what is declared. It has no unique key. */
export const settleDocument = <Content>(store: DocumentStore<Content>, wanted: Document<Content>): Promise<void> =>
  createOrSettle("document", {
    find: () => store.get(wanted.poolId, wanted.id),
    create: () => store.insert(wanted),
    async settle(present) {
      if (sameJson(present.content, wanted.content)) return;
      await store.update(wanted.poolId, wanted.id, ({ createdAt }) => ({ ...wanted, createdAt }));
    },
  });
