import type { Clock } from "../../clock.ts";
import { discover } from "./fetch-document.ts";
import { type Issuer, openIssuer } from "./issuer.ts";
import { isOfAws, poolNamed } from "./issuer-name.ts";
import type { IssuerDocument, PoolSource } from "./pool-source.ts";

export interface IssuersOptions {
  readonly pools: PoolSource;
  readonly clock: Pick<Clock, "machineNow">;
  /** Of the service that holds the pools, without a trailing slash: an issuer below it is one of its pools. */
  origin?(): string;
  /** Milliseconds between two readings of an issuer at least. */
  readonly pause?: number;
}

/** Long enough that nobody is asked for every made-up key id; short enough that a new key is met with soon. */
const usualPause = 10_000;

/** Issuers by the names that authorizers give them: a pool's ARN or id, or an issuer's URL. Each is opened once. */
export function openIssuers({ pools, clock, origin, pause = usualPause }: IssuersOptions): (name: string) => Issuer {
  const opened = new Map<string, Issuer>();
  const open = (name: string, poolId: string | undefined): Issuer => {
    const load = () => (poolId === undefined ? elsewhere(name) : heldPool(pools, poolId));
    return openIssuer({ name, poolId, clock, pause, load });
  };
  return (name) => {
    const poolId = poolNamed(name, origin?.());
    const key = poolId ?? name;
    const issuer = opened.get(key) ?? open(name, poolId);
    opened.set(key, issuer);
    return issuer;
  };
}

/** Whatever host its name has: the pool is here, or it is nowhere. */
async function heldPool(pools: PoolSource, poolId: string): Promise<IssuerDocument> {
  const document = await pools.find(poolId);
  if (!document) throw new Error(`no pool ${poolId} is held here`);
  return document;
}

async function elsewhere(name: string): Promise<IssuerDocument> {
  if (!URL.canParse(name)) throw new Error("it is no pool and no URL");
  if (isOfAws(new URL(name))) throw new Error("amazonaws.com is never asked, and it names no pool");
  return discover(name);
}
