import type { Answer } from "../exchange/answer.ts";
import type { Exchange } from "../exchange/exchange.ts";

/** What answers a request that may pass. */
export interface Integration {
  /** For the table of routes: `function Orders`, `http://localhost:3000/{proxy}`. */
  readonly describe: string;
  /** Rejects with IntegrationFailure, or BodyTooLong. */
  run(exchange: Exchange): Promise<Answer>;
}

/** Why there is no answer; each kind of API tells of it in its own way. The message is for the log. */
export class IntegrationFailure extends Error {
  override readonly name = "IntegrationFailure";
  readonly kind: "timed out" | "unreachable" | "malformed" | "too long" | "configuration" | "unsupported media type";

  constructor(kind: IntegrationFailure["kind"], reason: string) {
    super(reason);
    this.kind = kind;
  }
}
