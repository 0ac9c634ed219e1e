import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { Face } from "../support/face.ts";
import { pageWithAuthenticator, servePage } from "../support/page.ts";
import { type App, password } from "../support/people.ts";
import type {} from "./amplify-page.ts";

/** An app that uses Amplify, on an origin of its own. */
export const serveAmplify = () => servePage(fileURLToPath(new URL("amplify-page.ts", import.meta.url)));

/** The app in a new person's browser, set up for a pool of the service. */
export async function openAmplify(browser: Browser, origin: string, service: Face, app: App): Promise<Page> {
  const page = await pageWithAuthenticator(browser, origin);
  const { UserPoolId: userPoolId, ClientId: userPoolClientId } = app;
  await page.evaluate((Cognito) => amplify.configure({ Cognito }), {
    ...{ userPoolId, userPoolClientId, userPoolEndpoint: service.url },
  });
  return page;
}

/** Amplify's usual way in: SRP. */
export const signInWithPassword = (page: Page, username: string) =>
  page.evaluate((input) => amplify.signIn(input), { username, password });

export const signOut = (page: Page) => page.evaluate(() => amplify.signOut());
