import { SealError, type Sealer } from "../../crypto/seal.ts";
import type { HeaderPair } from "../exchange/answer.ts";
import type { RequestHeaders } from "../exchange/request.ts";

/** Who is signed in at a load balancer. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** When the access token ends, in milliseconds; then it is refreshed. */
  readonly refreshAt: number;
  /** When the session ends, whatever is refreshed. */
  readonly until: number;
  /** What userInfo told. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** As AWS has it: up to four cookies of up to 4 KB. */
const mostShards = 4;
const longestShard = 4_000;

/** The cookies of a name, sealed: what is in them nobody reads and nobody makes up. */
export function sessionCookie(sealer: Sealer, name: string, context: string) {
  return {
    /** Undefined where there is none, or none that was made here, or one that has ended. */
    read(headers: RequestHeaders, now: number): Session | undefined {
      const cookies = readCookies(headers);
      const shards = Array.from({ length: mostShards }, (_, index) => cookies.get(`${name}-${index}`) ?? "");
      const sealed = shards.join("");
      if (sealed === "") return undefined;
      try {
        const session = JSON.parse(sealer.open(Buffer.from(sealed, "base64url"), context).toString()) as Session;
        return session.until > now ? session : undefined;
      } catch (error) {
        if (error instanceof SealError) return undefined;
        throw error;
      }
    },

    /** Throws an Error for a session that does not fit. */
    write(session: Session, attributes: string): HeaderPair[] {
      const sealed = sealer.seal(Buffer.from(JSON.stringify(session)), context).toString("base64url");
      if (sealed.length > mostShards * longestShard) throw new Error("the session exceeds 16 KB");
      const shards = Array.from({ length: Math.ceil(sealed.length / longestShard) }, (_, index) =>
        sealed.slice(index * longestShard, (index + 1) * longestShard),
      );
      const expires = new Date(session.until).toUTCString();
      // Of a longer session before, nothing may be left behind.
      return Array.from({ length: mostShards }, (_, index): HeaderPair => {
        const end = index < shards.length ? `Expires=${expires}` : "Max-Age=0";
        return ["set-cookie", `${name}-${index}=${shards[index] ?? ""}; ${end}; ${attributes}`];
      }).filter(([, cookie], index) => index < Math.max(shards.length, 2) || !cookie.includes("Max-Age=0"));
    },
  };
}

/** Cookies by name; of two with one name the first, which is that of the more specific path. */
export function readCookies(headers: RequestHeaders): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of headers.all("cookie").flatMap((line) => line.split(/;\s*/))) {
    const at = pair.indexOf("=");
    if (at > 0 && !cookies.has(pair.slice(0, at))) cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return cookies;
}
