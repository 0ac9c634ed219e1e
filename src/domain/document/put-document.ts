import { AlreadyThere } from "../already-there.ts";
import type { Document } from "./document.ts";
import type { DocumentStore } from "./document-store.ts";

/** Stores a document in place of the one of its id, whose time of creation it keeps. For one without a unique key. */
export async function putDocument<Content>(
  store: DocumentStore<Content>,
  document: Document<Content>,
): Promise<Document<Content>> {
  for (;;) {
    const { poolId, id } = document;
    const updated = await store.update(poolId, id, ({ createdAt }) => ({ ...document, createdAt }));
    if (updated) return updated;
    try {
      await store.insert(document);
      return document;
    } catch (error) {
      // Another has created it since.
      if (!(error instanceof AlreadyThere)) throw error;
    }
  }
}
