import { fetchDocument, keysIn } from "./fetch-document.ts";
import type { PoolSource, Standing } from "./pool-source.ts";

export interface ServiceOptions {
  /** Where Poolhouse answers, without a trailing slash: `http://localhost:9500`. */
  readonly url: string;
  /** Whether each token is held to what Poolhouse knows at this moment: revoked, signed out, disabled, and its own clock. */
  readonly standing: "asked" | "not asked";
  /** Opens the control face where it is guarded (POOLHOUSE_CONTROL_TOKEN). */
  readonly controlToken?: string;
}

/** The pools of a Poolhouse that runs elsewhere, read over HTTP. */
export function servicePools({ url, standing, controlToken }: ServiceOptions): PoolSource {
  async function standingOf(token: string): Promise<Standing> {
    const answer = await fetchDocument(new URL(`${url}/_poolhouse/introspect`), {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(controlToken !== undefined && { authorization: `Bearer ${controlToken}` }),
      },
      body: JSON.stringify({ token }),
    });
    const now = Date.parse(String(answer?.now));
    if (typeof answer?.active !== "boolean" || Number.isNaN(now)) throw new Error("the answer tells nothing");
    return { active: answer.active, reason: answer.reason as string | undefined, now: new Date(now) };
  }

  return {
    find: async (poolId) => {
      const folder = `${url}/${poolId}/.well-known`;
      const discovery = await fetchDocument(new URL(`${folder}/openid-configuration`));
      if (!discovery) return undefined;
      // Not from where the document says: that is the public URL, which this machine need not reach.
      return { issuer: String(discovery.issuer), keys: keysIn(await fetchDocument(new URL(`${folder}/jwks.json`))) };
    },
    ...(standing === "asked" && { standingOf }),
  };
}
