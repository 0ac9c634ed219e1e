import type { Clock } from "../../clock.ts";
import { checkClaims, type Expected } from "./check-claims.ts";
import { type Claims, isSignedBy, readToken } from "./compact-jws.ts";
import { type Denial, shown } from "./denial.ts";
import { type Issuer, isFor, type Known } from "./issuer.ts";
import type { PoolSource, Standing } from "./pool-source.ts";

/** The claims of a good token, or why it is not. */
export type Verdict = { readonly claims: Claims; readonly denied?: undefined } | { readonly denied: Denial };

/** Holds tokens of certain issuers to all that is asked of them. */
export interface Verifier {
  /** Never rejects: where something that it needs cannot be had, the token is denied. */
  verify(token: string, expected?: Expected): Promise<Verdict>;
}

export interface VerifierOptions {
  readonly issuers: readonly Issuer[];
  readonly clock: Pick<Clock, "machineNow">;
  readonly pools: Pick<PoolSource, "timeOf" | "standingOf">;
}

/** What a token says, and who signed it. */
interface Proven {
  readonly claims: Claims;
  readonly issuer: Issuer;
}

export function createVerifier({ issuers, clock, pools }: VerifierOptions): Verifier {
  /** Found among the tokens that were verified before, if its issuer still has the name and the key that it was signed with. */
  function remembered(token: string): Proven | undefined {
    for (const issuer of issuers) {
      const verified = issuer.verified.get(token);
      if (!verified) continue;
      const { claims, kid, key } = verified;
      const { latest } = issuer;
      if (latest?.keys.get(kid) === key && latest.issuer === claims.iss) return { claims, issuer };
    }
    return undefined;
  }

  async function prove(token: string): Promise<Proven | Denial> {
    const unproven = readToken(token);
    if ("check" in unproven) return unproven;
    const { kid, algorithm, claims } = unproven;
    const trusted = await issuerOf(claims);
    if ("check" in trusted) return trusted;
    const { issuer } = trusted;
    const known = trusted.known.keys.has(kid) ? trusted.known : await issuer.refreshed();
    const key = known.keys.get(kid);
    if (!key) return { check: "kid", expected: `a key of ${known.issuer}`, found: shown(kid) };
    if (!isFor(key, algorithm)) return { check: "alg", expected: `${key.algorithm}`, found: algorithm };
    if (!isSignedBy(unproven, key.key)) return { check: "signature", expected: `one by the key ${kid}` };
    issuer.verified.add(token, { claims, kid, key });
    return { claims, issuer };
  }

  /** Which of the trusted issuers wrote these claims. One that has changed its name since is asked again. */
  async function issuerOf({ iss }: Claims): Promise<{ issuer: Issuer; known: Known } | Denial> {
    let unavailable: Denial | undefined;
    const names: string[] = [];
    for (const read of ["known", "refreshed"] as const) {
      for (const issuer of issuers) {
        try {
          const known = await issuer[read]();
          if (known.issuer === iss) return { issuer, known };
          names.push(known.issuer);
        } catch (error) {
          unavailable = { check: "keys", expected: `the keys of ${issuer.name}`, found: (error as Error).message };
        }
      }
    }
    return unavailable ?? { check: "iss", expected: [...new Set(names)].join(" or "), found: shown(iss) };
  }

  async function standingOf(token: string, { poolId }: Issuer): Promise<Standing> {
    if (poolId !== undefined && pools.standingOf) return pools.standingOf(token);
    const now = poolId === undefined ? undefined : await pools.timeOf?.(poolId);
    return { active: true, now: now ?? clock.machineNow() };
  }

  return {
    async verify(token, expected = {}) {
      try {
        const found = remembered(token) ?? (await prove(token));
        if ("check" in found) return { denied: found };
        const { claims, issuer } = found;
        const standing = await standingOf(token, issuer).catch((error: Error) => error);
        if (standing instanceof Error) {
          return { denied: { check: "standing", expected: "Poolhouse's word on the token", found: standing.message } };
        }
        const denied = checkClaims(claims, expected, standing.now);
        if (denied?.check === "exp") issuer.verified.delete(token);
        if (denied) return { denied };
        if (standing.active) return { claims };
        return { denied: { check: "standing", expected: "a token that stands", found: standing.reason ?? "none" } };
      } catch (error) {
        return { denied: { check: "keys", expected: "keys to verify with", found: (error as Error).message } };
      }
    },
  };
}
