import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";

/** An app's page, on an origin of its own. Disposing of it ends its server. */
export interface ServedPage extends AsyncDisposable {
  /** `http://localhost:<port>`: what browsers take for secure without a certificate. */
  readonly origin: string;
}

/** Bundles `script`, a file of the tests, and serves an empty page that runs it. */
export async function servePage(script: string): Promise<ServedPage> {
  const { outputFiles } = await build({ entryPoints: [script], bundle: true, write: false, format: "iife" });
  const [bundle] = outputFiles;
  const server = createServer(({ url }, response) => {
    const isScript = url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? bundle?.text : '<!doctype html><title>App</title><script src="/page.js"></script>');
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page of a new person's browser, with an authenticator that says yes to whatever it is asked (Chromium's DevTools). */
export async function pageWithAuthenticator(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("WebAuthn.enable");
  await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await page.goto(origin);
  return page;
}
