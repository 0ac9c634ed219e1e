import { expect, it } from "vitest";
import { cognitoStyle } from "../../src/domain/branding/cognito-style.ts";
import { effectiveBranding } from "../../src/domain/branding/effective-branding.ts";
import { newBranding } from "../../src/domain/branding/new-branding.ts";
import { newUICustomization } from "../../src/domain/ui-customization/new-ui-customization.ts";
import { populate } from "../store/examples.ts";
import { onEveryDatabase } from "../store/instances.ts";
import { services } from "./makers.ts";

onEveryDatabase("The look of a client's pages", ({ database }) => {
  const css = ".label-customizable { color: red }";
  const image = Buffer.from("\xff\xd8\xff", "latin1").toString("base64");

  it("is, on a classic domain, that of the client, or else of all clients, or else the service's own", async () => {
    const { pool, client } = await populate(database);
    const look = () => effectiveBranding({ database }, { pool, managedLoginVersion: 1 }, client);
    expect(await look()).toEqual({ look: "classic" });
    const all = await newUICustomization(services, pool, { clientId: "ALL", css });
    await database.uiCustomizations.insert(all);
    expect(await look()).toEqual({ look: "classic", clientId: "ALL", css });
    await database.uiCustomizations.insert(await newUICustomization(services, pool, { clientId: client.id, image }));
    expect(await look()).toEqual({ look: "classic", clientId: client.id, logo: { type: "jpg", base64: image } });
  });

  it("is, on a domain with managed login, the client's style over Cognito's; without a style there are no pages", async () => {
    const { pool, client } = await populate(database);
    const look = () => effectiveBranding({ database }, { pool, managedLoginVersion: 2 }, client);
    expect(await look()).toBeUndefined();
    const Assets = [{ Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "JPEG", Bytes: image } as const];
    const Settings = { componentClasses: { buttons: { borderRadius: 0 } } };
    await database.brandings.insert(newBranding(services, client, { Settings, Assets }));
    const componentClasses = { ...cognitoStyle.componentClasses, buttons: { borderRadius: 0 } };
    expect(await look()).toEqual({
      ...{ look: "managed", clientId: client.id, changedAt: expect.any(Date) },
      style: { ...cognitoStyle, componentClasses },
      assets: Assets,
    });
  });
});
