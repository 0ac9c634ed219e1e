import { machineClock } from "../../clock.ts";
import type { Expected } from "../verifier/check-claims.ts";
import type { Claims } from "../verifier/compact-jws.ts";
import { type Denial, describeDenial } from "../verifier/denial.ts";
import { openIssuers } from "../verifier/issuers.ts";
import { servicePools } from "../verifier/service-pools.ts";
import { createVerifier } from "../verifier/verifier.ts";
import { bearerOf, type HeaderBag, headerOf } from "./request-headers.ts";

export interface GuardOptions {
  /** Where Poolhouse answers: `http://localhost:9500`. */
  readonly poolhouse: string;
  /** Whose tokens are taken: pools by id, ARN or issuer; issuers of elsewhere by URL. */
  readonly issuers: readonly string[];
  /**
   * `strict` asks Poolhouse about each token: one that was revoked, or whose user was signed out, disabled or deleted, is
   * refused at once, and Poolhouse's own clock holds. What it does not answer for is refused. AWS does none of this.
   */
  readonly standing?: "strict" | "as on AWS";
  /** Opens Poolhouse's control face where POOLHOUSE_CONTROL_TOKEN guards it; `strict` alone needs it. */
  readonly controlToken?: string;
  /** `header` tells the caller too why it was refused, in `x-poolhouse-denied`: for one's own machine. */
  readonly explain?: "header" | "log only";
  /** Is told of each refusal, for a line in the log. */
  onDenied?(denial: Denial, text: string): void;
}

/** What an application asks of a token: `tokenUse`, `audience` (app clients), `scopes`, `groups`. */
export type Need = Expected;

/** A request that may pass, and whom its token speaks for; or the answer to one that may not. */
export type Authorization =
  | { readonly allowed: true; readonly claims: Claims }
  | { readonly allowed: false; readonly refusal: Refusal };

/** What to answer, as an HTTP API of AWS does, and why: the reason is for a log. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly denial: Denial;
}

/** A web request, or one of Node's, Express's or Fastify's, or a Lambda event: anything that has headers. */
export interface WithHeaders {
  readonly headers: HeaderBag;
}

/** Guards an application: each call of it is one token held against what the application needs. */
export interface Guard {
  /** Judges the bearer token of a request (RFC 6750). Never rejects: what goes wrong is a refusal. */
  authorize(request: WithHeaders, need?: Need): Promise<Authorization>;
  /** Judges a token that came in another way. */
  authorizeToken(token: string, need?: Need): Promise<Authorization>;
}

/** A guard in front of an application. Nothing is fetched before the first token. */
export function createGuard(options: GuardOptions): Guard {
  const { issuers, standing = "as on AWS", controlToken } = options;
  const url = options.poolhouse.replace(/\/+$/, "");
  const clock = machineClock();
  const pools = servicePools({ url, standing: standing === "strict" ? "asked" : "not asked", controlToken });
  const issuerOf = openIssuers({ pools, clock, origin: () => url });
  const verifier = createVerifier({ issuers: issuers.map(issuerOf), clock, pools });

  function refuse(denial: Denial, need: Need): Authorization {
    const text = describeDenial(denial);
    options.onDenied?.(denial, text);
    const explanation: Record<string, string> = options.explain === "header" ? { "x-poolhouse-denied": text } : {};
    return { allowed: false, refusal: { ...answerTo(denial, need, explanation), denial } };
  }

  async function authorizeToken(token: string, need: Need = {}): Promise<Authorization> {
    const verdict = await verifier.verify(token, need);
    return verdict.denied ? refuse(verdict.denied, need) : { allowed: true, claims: verdict.claims };
  }

  return {
    authorizeToken,
    async authorize({ headers }, need = {}) {
      const token = bearerOf(headerOf(headers, "authorization"));
      if (token !== undefined) return authorizeToken(token, need);
      return refuse({ check: "token", expected: "a token in the header Authorization", found: "none" }, need);
    },
  };
}

/** What a token lacks that is good as such is forbidden (403); any other failure is that nobody is known (401). */
function answerTo({ check }: Denial, { scopes = [] }: Need, explanation: Record<string, string>) {
  const forbidden = check === "scope" || check === "cognito:groups";
  const error = forbidden ? "insufficient_scope" : "invalid_token";
  const scope = forbidden && scopes.length > 0 ? `, scope="${scopes.join(" ")}"` : "";
  const challenge = check === "token" ? "Bearer" : `Bearer error="${error}"${scope}`;
  return {
    status: forbidden ? (403 as const) : (401 as const),
    headers: { "content-type": "application/json", "www-authenticate": challenge, ...explanation },
    body: JSON.stringify({ message: forbidden ? "Forbidden" : "Unauthorized" }),
  };
}
