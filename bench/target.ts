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
  /** Of the functions that the service declares, if it declares any. */
  readonly functionsFolder?: string;
  /** How many were in the pool when it was made. */
  readonly users: number;
  /** Access tokens, for a gateway. */
  readonly tokens?: readonly string[];
}

/** For what is measured without users. */
export const nobody: Target = { userPoolId: "", clientId: "", regulars: [], newcomers: [], users: 0 };
