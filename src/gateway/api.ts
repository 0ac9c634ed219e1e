import type { Answer } from "./exchange/answer.ts";
import type { GatewayRequest } from "./exchange/request.ts";

/** An API of whatever kind, ready to answer. */
export interface Api {
  readonly name: string;
  /** The port that it wants; 0 for any free one. */
  readonly port: number;
  /** Below the URL of its port: `/prod`, or nothing. */
  readonly basePath: string;
  /** `REST`, `HTTP`, `load balancer`. */
  readonly kind: string;
  /** For the table of routes at start. */
  readonly routes: readonly RouteRow[];
  /** What else a start shows of it: keys that were made up. */
  readonly notes: readonly string[];
  /** Answers a request. Rejects for a failure of the gateway itself alone. */
  handle(request: GatewayRequest): Promise<Answer>;
}

/** A route and what stands before it. */
export interface RouteRow {
  readonly method: string;
  readonly path: string;
  readonly guard: string;
  readonly target: string;
}
