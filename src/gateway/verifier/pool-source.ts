import type { JsonWebKey } from "node:crypto";

/** What is known of an issuer: the name that it writes into tokens, and the keys that it signs with (RFC 7517). */
export interface IssuerDocument {
  readonly issuer: string;
  readonly keys: readonly JsonWebKey[];
}

/** What the service says of a token that was verified: whether it stands, and what time it is there. */
export interface Standing {
  readonly active: boolean;
  /** Why it does not stand: "revoked", "the user is disabled" … */
  readonly reason?: string;
  /** The time by which the pool goes; a test may have moved it. */
  readonly now: Date;
}

/** The pools of the service that stands behind a gateway: this process's own, or another's over HTTP. */
export interface PoolSource {
  /** Undefined where there is no such pool. Rejects where the service does not answer. */
  find(poolId: string): Promise<IssuerDocument | undefined>;
  /** The time by which a pool goes; without it, that of this machine. */
  timeOf?(poolId: string): Promise<Date>;
  /** Whether a token of a pool stands. Rejects where the service does not answer. */
  standingOf?(token: string): Promise<Standing>;
}
