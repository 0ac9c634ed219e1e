import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type {
  CreateManagedLoginBrandingCommandInput,
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Face } from "../support/face.ts";
import { type App, everyFlow, makeApp } from "../support/people.ts";

/** An app whose people sign in on the pages of its pool's domain. */
export interface HostedApp extends App {
  /** Where the pages stand: `http://localhost:<port>/<pool>`. */
  readonly pages: string;
  readonly callback: string;
  /** A page's URL, with the app's request. */
  url(page: `/${string}`, more?: Readonly<Record<string, string>>): string;
}

type Branding = Partial<Omit<CreateManagedLoginBrandingCommandInput, "UserPoolId" | "ClientId">>;

interface Wanted {
  readonly pool?: Partial<CreateUserPoolCommandInput>;
  readonly client?: Partial<CreateUserPoolClientCommandInput>;
  /** Managed login in the colours of the visitor's system unless it says otherwise, or the classic pages. */
  readonly look?: Branding | "classic";
}

/** Where the app listens for its people to come back: a page that says so, and what else it has, whatever it is asked. */
export async function serveCallback(more = () => ""): Promise<AsyncDisposable & { readonly callback: string }> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>The app</title><h1>Welcome back</h1>${more()}`);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return {
    callback: `http://localhost:${(server.address() as AddressInfo).port}/callback`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const inAnyColors: Branding = { Settings: { categories: { global: { colorSchemeMode: "DYNAMIC" } } } };

let domains = 0;

/** A pool of its own with a domain, and an app with a look. */
export async function makeHostedApp(service: Face, callback: string, wanted: Wanted = {}): Promise<HostedApp> {
  const { pool, client, look = inAnyColors } = wanted;
  const app = await makeApp(
    service,
    { UsernameConfiguration: { CaseSensitive: false }, ...pool },
    {
      ...{ ExplicitAuthFlows: [...(everyFlow ?? []), "ALLOW_USER_AUTH"], PreventUserExistenceErrors: "ENABLED" },
      ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"], AllowedOAuthScopes: ["openid"] },
      ...{ SupportedIdentityProviders: ["COGNITO"], CallbackURLs: [callback] },
      ...client,
    },
  );
  const { UserPoolId, ClientId } = app;
  const sdk = service.sdk();
  domains += 1;
  const ManagedLoginVersion = look === "classic" ? 1 : 2;
  await sdk.createUserPoolDomain({ UserPoolId, Domain: `hosted-${process.pid}-${domains}`, ManagedLoginVersion });
  if (look !== "classic") await sdk.createManagedLoginBranding({ UserPoolId, ClientId, ...look });
  const pages = `${service.url}/${UserPoolId}`;
  const request = { client_id: ClientId, response_type: "code", scope: "openid", redirect_uri: callback, state: "s" };
  return {
    ...{ ...app, pages, callback },
    url: (page, more) => `${pages}${page}?${new URLSearchParams({ ...request, ...more })}`,
  };
}

/** Sizes of a phone and of a desk's screen. The first is the narrowest that pages must do for (WCAG 2.2, 1.4.10). */
export const screens = {
  phone: { width: 320, height: 640 },
  desk: { width: 1280, height: 800 },
} as const;

/** A page of somebody new. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: screens.desk, reducedMotion: "reduce", ...options });
  return context.newPage();
}
