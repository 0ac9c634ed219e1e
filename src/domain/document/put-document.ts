import { AlreadyThere } from "../already-there.ts";
import type { Document } from "./document.ts";
import type { DocumentStore } from "./document-store.ts";

/** Stores a document in the place of the one that has its id, if there is one. Not to be called in a transaction. */
export async function putDocument<Content>(store: DocumentStore<Content>, document: Document<Content>): Promise<void> {
  const { poolId, id } = document;
  for (;;) {
    if (await store.update(poolId, id, ({ createdAt }) => ({ ...document, createdAt }))) return;
    try {
      return await store.insert(document);
    } catch (error) {
      if (!(error instanceof AlreadyThere)) throw error;
    }
  }
}
