import { password as usual } from "../support/people.ts";

type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/**
 * A browser as far as redirects, cookies and forms go. It never leaves the service: the URL to which it is sent
 * away, the app's, is the answer. `fetch` is how it reaches whatever it is sent to.
 */
export function userAgent(fetch: Fetch = globalThis.fetch) {
  let cookies: { name: string; value: string; host: string; path: string }[] = [];

  function keep(url: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = "", ...rest] = line.split(/; */);
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      const attributes = Object.fromEntries(rest.map((one) => one.toLowerCase().split("=")));
      const path = rest.find((one) => /^path=/i.test(one))?.slice(5) ?? "/";
      cookies = cookies.filter((one) => one.name !== name || one.host !== url.host || one.path !== path);
      if (attributes["max-age"] !== "0") cookies.push({ name, value, host: url.host, path });
    }
  }

  const cookieFor = ({ host, pathname }: URL): string =>
    cookies
      .filter(
        (one) => one.host === host && (pathname === one.path || pathname.startsWith(one.path.replace(/\/?$/, "/"))),
      )
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");

  /** One request; redirects are not followed. */
  async function request(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const target = new URL(url);
    const headers = new Headers(init.headers);
    const cookie = cookieFor(target);
    if (cookie) headers.set("cookie", cookie);
    const response = await fetch(target, { ...init, headers, redirect: "manual" });
    keep(target, response.headers.getSetCookie());
    return response;
  }

  /** Follows redirects until a page stands there, or somewhere else is where to go. */
  async function visit(url: string | URL, init: RequestInit = {}): Promise<{ url: URL; page?: Response }> {
    let response = await request(url, init);
    let at = new URL(url);
    for (let hops = 0; hops < 10; hops++) {
      const location = response.headers.get("location");
      if (location === null) return { url: at, page: response };
      const next = new URL(location, at);
      if (next.host !== at.host) return { url: next };
      at = next;
      response = await request(at);
    }
    throw new Error(`${url} redirects without end`);
  }

  return {
    request,
    visit,
    get cookies() {
      return cookies;
    },

    /** What the cookie of this name holds. */
    cookie: (wanted: string) => cookies.find(({ name }) => name === wanted)?.value ?? "",

    /** Sends the form of a page, with its hidden fields and these. */
    async submit({ url, page }: { url: URL; page?: Response }, fields: Record<string, string>) {
      if (!page) throw new Error(`there is no page: ${url}`);
      const text = await page.text();
      const hidden = [...text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? "",
        /value="([^"]*)"/.exec(input)?.[1] ?? "",
      ]);
      const action = /<form[^>]*action="([^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
      const body = new URLSearchParams([...hidden, ...Object.entries(fields)] as [string, string][]);
      return visit(new URL(action ?? "", url), { method: "POST", body, headers: { origin: url.origin } });
    },

    /** Where somebody comes back to who signs in at this authorization URL. */
    async signIn(authorizationUrl: string | URL, username: string, password = usual): Promise<URL> {
      const at = await visit(authorizationUrl);
      if (!at.page) return at.url;
      return (await this.submit(at, { username, password })).url;
    },
  };
}
