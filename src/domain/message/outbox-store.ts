import type { Message, SentMessage } from "./message.ts";

/** Which messages; members that are absent do not narrow it. `after` is an id. */
export interface MessageFilter {
  readonly userPoolId?: string;
  readonly destination?: string;
  readonly username?: string;
  readonly medium?: string;
  readonly after?: { id: string } | { at: Date };
}

/** The newest 10,000 messages, sealed, for people and tests to read. */
export interface OutboxStore {
  insert(message: Message, at: Date): Promise<SentMessage>;
  /** Oldest first. */
  list(filter: MessageFilter): Promise<SentMessage[]>;
  delete(filter: Pick<MessageFilter, "userPoolId">): Promise<void>;
}
