import type { Context } from "hono";
import type { PoolEnv } from "./place.ts";

const longestLogged = 500;

interface Refusal {
  /** The truth behind what is told. */
  readonly reason: string;
  readonly error: string;
  readonly clientId?: string | undefined;
}

/** One line for each refusal; what it quotes of a request is cut short. */
export function logRefusal(c: Context<PoolEnv>, { reason, error, clientId }: Refusal): void {
  const facts = { endpoint: c.req.path, reason: reason.slice(0, longestLogged), error };
  c.var.services.log.info({ ...facts, ...(clientId && { clientId: clientId.slice(0, 128) }) }, "refused");
}
