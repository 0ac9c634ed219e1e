/** What the load process is asked to do, and what it answers. */
import type { ScenarioName } from "./load/scenarios/index.ts";

/** What is under load, and who is in it. */
export interface Target {
  /** Left out where nothing goes over HTTP. */
  readonly url?: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Usernames that sign in again and again; each has a password of its own hash and SRP verifier. */
  readonly regulars: readonly string[];
  /** Usernames that have never signed in; each has a password of its own hash. */
  readonly newcomers: readonly string[];
  /** How many were in the pool when it was made. */
  readonly users: number;
}

/** For what is measured without users. */
export const nobody: Target = { userPoolId: "", clientId: "", regulars: [], newcomers: [], users: 0 };

export interface Job {
  readonly scenario: ScenarioName;
  readonly target: Target;
  /** How many of its steps run at once, each on a connection of its own. */
  readonly lanes: number;
  readonly seconds: number;
  /** Seconds for which it runs before it is measured. */
  readonly warmUp: number;
}

export interface Measured {
  /** Per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

export type Answer = { readonly measured: Measured } | { readonly error: string };
