import type { Pool } from "../pool/pool.ts";
import type { Client } from "./client.ts";

/** What a client is to be, its defaults filled in: what the rules look at before it is made or changed. */
export interface WantedClient extends Pick<Client, "settings" | "secrets"> {
  readonly pool: Pool;
  /** Names of the pool's identity providers. */
  readonly providers: readonly string[];
}
