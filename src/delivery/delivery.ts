import type { Sender } from "../domain/message/sender.ts";

/** A sender that holds connections. */
export interface Delivery extends Sender {
  close(): Promise<void>;
}

/** Sends nothing: messages are read in the outbox alone. */
export const outboxOnly: Delivery = {
  send: async () => {},
  close: async () => {},
};
