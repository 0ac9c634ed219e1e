import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserForAll, noBrowser } from "../support/browser.ts";
import type { ServedPage } from "../support/page.ts";
import { type App, makeApp, peopleOf } from "../support/people.ts";
import { startForAll } from "../support/start.ts";
import { openAmplify, serveAmplify, signInWithPassword, signOut } from "./amplify-app.ts";

describe.skipIf(noBrowser())("Remembered devices with Amplify in a browser", async () => {
  const service = await startForAll("sqlite");
  const browser = browserForAll();
  let served: ServedPage;
  let app: App;
  beforeAll(async () => {
    served = await serveAmplify();
    app = await makeApp(service.current, {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    });
  });
  afterAll(() => served?.[Symbol.asyncDispose]());

  const openApp = () => openAmplify(browser.current, served.origin, service.current, app);

  const devicesIn = (page: Page) => page.evaluate(() => amplify.fetchDevices());

  const deviceKeyIn = (page: Page) =>
    page.evaluate(async () => {
      const { tokens } = await amplify.fetchAuthSession({ forceRefresh: true });
      return tokens?.accessToken.payload.device_key;
    });

  it("a browser is remembered, known again, refreshes, and is forgotten", async () => {
    await peopleOf(service.current, app).make("anna");
    const page = await openApp();
    expect(await signInWithPassword(page, "anna")).toMatchObject({ isSignedIn: true });
    await page.evaluate(() => amplify.rememberDevice());
    const [device] = await devicesIn(page);
    await signOut(page);

    expect(await signInWithPassword(page, "anna")).toMatchObject({ isSignedIn: true });
    expect((await devicesIn(page)).map(({ id }) => id)).toEqual([device?.id]);
    expect(await deviceKeyIn(page)).toBe(device?.id);

    await page.evaluate(() => amplify.forgetDevice());
    expect(await devicesIn(page)).toEqual([]);
    await signOut(page);
    expect(await signInWithPassword(page, "anna")).toMatchObject({ isSignedIn: true });
    expect((await devicesIn(page)).map(({ id }) => id)).not.toContain(device?.id);
  });

  it("a browser whose device an administrator forgot signs in as a new one", async () => {
    const { make, cognito } = peopleOf(service.current, app);
    await make("bert");
    const page = await openApp();
    await signInWithPassword(page, "bert");
    const [device] = await devicesIn(page);
    await signOut(page);
    await cognito.adminForgetDevice({ UserPoolId: app.UserPoolId, Username: "bert", DeviceKey: device?.id });
    expect(await signInWithPassword(page, "bert")).toMatchObject({ isSignedIn: true });
    expect(await devicesIn(page)).toHaveLength(1);
  });
});
