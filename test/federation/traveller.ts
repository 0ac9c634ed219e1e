import { userAgent } from "../oauth/user-agent.ts";

/**
 * A browser that goes along to identity providers: it follows redirects to the hosts of `urls`, and to no others. Forms that
 * submit themselves, as those of `response_mode=form_post` and SAML's POST binding, it sends.
 */
export function traveller(...urls: readonly string[]) {
  const agent = userAgent();
  const hosts = new Set(urls.map((url) => new URL(url).host));

  /** Goes on until a page asks for something, or the next host is none of those. */
  async function visit(
    url: string | URL,
    init: RequestInit = {},
  ): Promise<{ url: URL; page?: Response; text: string }> {
    let at = new URL(url);
    let response = await agent.request(at, init);
    for (let hops = 0; hops < 30; hops++) {
      const location = response.headers.get("location");
      if (location !== null) {
        at = new URL(location, at);
        if (!hosts.has(at.host)) return { url: at, text: "" };
        response = await agent.request(at);
        continue;
      }
      const text = await response.text();
      if (!/onload="document\.forms\[0\]\.submit\(\)"|data-submits-itself/.test(text))
        return { url: at, page: response, text };
      const { action, body } = formIn(text, at);
      at = action;
      // What comes from another site's form has no cookies of ours: browsers keep SameSite=Lax ones back.
      response = await fetch(at, {
        method: "POST",
        body,
        redirect: "manual",
        headers: { origin: "https://elsewhere.example" },
      });
    }
    throw new Error(`${url} redirects without end`);
  }

  return {
    ...agent,
    visit,
    /** Fills in the form of a page. */
    submit({ url, text }: { url: URL; text: string }, fields: Record<string, string>) {
      const { action, body } = formIn(text, url);
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return visit(action, { method: "POST", body, headers: { origin: url.origin } });
    },
  };
}

const plainText = (text: string) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#x2B;", "+")
    .replaceAll("&amp;", "&");

/** Where a page's form leads, and its hidden fields. */
export function formIn(text: string, at: URL): { action: URL; body: URLSearchParams } {
  const attribute = (tag: string, name: string) => plainText(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
  const form = /<form[^>]*>/.exec(text)?.[0] ?? "";
  const hidden = [...text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
    attribute(tag, "name"),
    attribute(tag, "value"),
  ]);
  return { action: new URL(attribute(form, "action"), at), body: new URLSearchParams(hidden as [string, string][]) };
}
