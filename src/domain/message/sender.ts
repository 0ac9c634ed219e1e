import type { Message } from "./message.ts";

/** A message on its way: beside what the outbox keeps, what a mail takes. */
export interface Letter extends Message {
  /** An address, or a name and an address: `Shop <no-reply@shop.example>`. */
  readonly from: string;
  readonly replyTo?: string;
  /** The body as HTML, in which only the pool's template has markup: a name or a password is text. */
  readonly html: string;
  /** The same as plain text where it has words of its own; otherwise they are made of the HTML. */
  readonly text?: string;
}

/** Hands a message over to the world. Throws when it cannot be handed over. */
export interface Sender {
  send(letter: Letter): Promise<void>;
}
