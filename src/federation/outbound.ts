/** How requests to identity providers are made: to the hosts that are configured alone, and not for long. */

export interface Limits {
  /** Milliseconds until an answer must be there, all of it. */
  readonly patience: number;
  /** Bytes of an answer. */
  readonly longest: number;
}

/** What providers' tokens and claims come in. */
export const usual: Limits = { patience: 5_000, longest: 1024 * 1024 };

/** A request that was not made, or whose answer was not read to its end. */
export class OutboundRefused extends Error {
  override readonly name = "OutboundRefused";
}

export interface Sent {
  readonly method?: string;
  readonly headers?: RequestInit["headers"];
  readonly body?: RequestInit["body"];
}

/** AWS: "OIDC user pool IdP authentication flow". */
const redirectsAtMost = 20;
const userAgent = "Amazon/Cognito";

/**
 * A fetch that goes to the hosts of `urls` and nowhere else, also where it is redirected: whoever can make a provider send
 * us elsewhere must not reach what only this machine reaches. Throws OutboundRefused, TimeoutError, or fetch's TypeError.
 */
export const outbound =
  (urls: Iterable<string>, { patience, longest }: Limits = usual) =>
  async (url: string | URL, { method = "GET", headers, body }: Sent = {}): Promise<Response> => {
    const hosts = hostsOf(urls);
    const signal = AbortSignal.timeout(patience);
    const sent = new Headers(headers);
    sent.set("user-agent", userAgent);
    let target = new URL(url);
    for (let hops = 0; hops <= redirectsAtMost; hops++) {
      if (!hosts.has(target.host))
        throw new OutboundRefused(`${target.host} is no host of the provider's configuration`);
      const answer = await fetch(target, { method, headers: sent, body: body ?? null, signal, redirect: "manual" });
      const location = answer.headers.get("location");
      if (method !== "GET" || answer.status < 300 || answer.status > 399 || location === null) {
        return readUpTo(longest, answer);
      }
      await answer.body?.cancel();
      const next = new URL(location, target);
      if (target.protocol === "https:" && next.protocol !== "https:")
        throw new OutboundRefused(`${next} is not secure`);
      target = next;
    }
    throw new OutboundRefused(`${url} redirects more than ${redirectsAtMost} times`);
  };

const hostsOf = (urls: Iterable<string>): Set<string> =>
  new Set([...urls].filter((url) => /^https?:/i.test(url)).flatMap((url) => URL.parse(url)?.host ?? []));

async function readUpTo(longest: number, { body, status, headers }: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > longest) throw new OutboundRefused(`the answer is longer than ${longest} bytes`);
    chunks.push(chunk);
  }
  const isEmpty = status === 204 || status === 205 || status === 304;
  return new Response(isEmpty ? null : Buffer.concat(chunks), { status, headers: plain(headers) });
}

/** The body was decoded when it was read. */
function plain(headers: Headers): Headers {
  const copy = new Headers(headers);
  copy.delete("content-encoding");
  copy.delete("content-length");
  return copy;
}
