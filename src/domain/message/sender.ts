import type { Message } from "./message.ts";

/** Hands a message over to the world. Throws when it cannot be handed over. */
export interface Sender {
  send(message: Message): Promise<void>;
}
