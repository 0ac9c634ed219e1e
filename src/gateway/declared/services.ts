import type { Clock } from "../../clock.ts";
import type { Sealer } from "../../crypto/seal.ts";
import type { Functions } from "../../domain/trigger/functions.ts";
import type { Random } from "../../random.ts";
import type { Api } from "../api.ts";
import type { Explaining } from "../denied.ts";
import type { Backends } from "../exchange/backend.ts";
import type { FindSignIn } from "../load-balancer/sign-in.ts";
import type { Issuer } from "../verifier/issuer.ts";
import type { PoolSource } from "../verifier/pool-source.ts";

/** All that gateways need from outside. */
export interface GatewayServices extends Explaining {
  readonly clock: Pick<Clock, "machineNow">;
  readonly random: Random;
  readonly functions: Functions;
  readonly pools: PoolSource;
  /** The issuer of a name; the same for the same. */
  issuerOf(name: string): Issuer;
  readonly backends: Backends;
  /** Where people sign in, for load balancers. */
  readonly findSignIn: FindSignIn;
  /** Seals load balancers' sessions. */
  readonly sealer: Sealer;
  /** Secrets by access key id, for AWS_IAM. */
  readonly accessKeys: ReadonlyMap<string, string>;
}

/** What was declared and found good, to be made once there is something to make it with. */
export type Make<Made> = (services: GatewayServices) => Made;

/** Where an API stands, for its ARNs. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** A declared API. */
export interface PlannedApi {
  readonly name: string;
  readonly make: Make<Api>;
}
