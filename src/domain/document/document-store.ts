import type { Document, Owner } from "./document.ts";

/** Where the documents of one kind are kept, sealed. */
export interface DocumentStore<Content> {
  get(poolId: string, id: string): Promise<Document<Content> | undefined>;
  /** In whichever pool it is. */
  byUniqueKey(key: string): Promise<Document<Content> | undefined>;
  /** Throws AlreadyThere (`document`) when the id is taken in the pool, or the unique key in the service. */
  insert(document: Document<Content>): Promise<void>;
  /**
   * Applies a pure change of content, unique key or times, which may run twice, as compare-and-swap. Undefined when there
   * is no such document. Throws AlreadyThere (`document`) when the new unique key is taken.
   */
  update(
    poolId: string,
    id: string,
    change: (document: Document<Content>) => Document<Content>,
  ): Promise<Document<Content> | undefined>;
  /** False when there is none. */
  delete(poolId: string, id: string): Promise<boolean>;
  /** All of one owner's. */
  deleteOwned(poolId: string, owner: Owner): Promise<void>;
  /** The pool's, or one owner's, in the order of their ids. */
  list(poolId: string, page: { owner?: Owner; after?: string; limit: number }): Promise<Document<Content>[]>;
  /** In whichever pools they are, those whose unique key begins with `prefix`, in the order of their keys. */
  listByUniqueKey(prefix: string, page: { after?: string; limit: number }): Promise<Document<Content>[]>;
  /** How many the pool, or one owner in it, has. */
  count(poolId: string, owner?: Owner): Promise<number>;
  /** Forgets those that expired before `before`. */
  sweep(before: Date): Promise<void>;
}
