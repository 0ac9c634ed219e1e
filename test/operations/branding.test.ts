import type {
  AssetType,
  CreateManagedLoginBrandingRequest,
  ManagedLoginBrandingType,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { cognitoStyle } from "../../src/domain/branding/cognito-style.ts";
import { databases, startForAll } from "../support/start.ts";

type Input = Partial<CreateManagedLoginBrandingRequest>;

const unknown = "00000000-0000-4000-8000-000000000000";
const svg = new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
const logo = { Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "SVG", Bytes: svg } satisfies AssetType;
const Settings = { categories: { global: { colorSchemeMode: "DARK" } }, components: { form: { borderRadius: 2.5 } } };

describe.each(databases)("Managed login's styles, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId = "";

  async function createPool(): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    return UserPool?.Id ?? "";
  }

  async function createClient(poolId = UserPoolId): Promise<string> {
    const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId: poolId, ClientName: "app" });
    return UserPoolClient?.ClientId ?? "";
  }

  async function createStyle(input: Input, ClientId?: string): Promise<ManagedLoginBrandingType> {
    const { ManagedLoginBranding } = await sdk().createManagedLoginBranding({
      ...{ UserPoolId, ClientId: ClientId ?? (await createClient()) },
      ...input,
    });
    return ManagedLoginBranding ?? {};
  }

  async function update(ManagedLoginBrandingId: string | undefined, input: Input): Promise<ManagedLoginBrandingType> {
    const answer = await sdk().updateManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId, ...input });
    return answer.ManagedLoginBranding ?? {};
  }

  async function describeStyle(ManagedLoginBrandingId: string | undefined, ReturnMergedResources?: boolean) {
    const style = { UserPoolId, ManagedLoginBrandingId, ReturnMergedResources };
    return (await sdk().describeManagedLoginBranding(style)).ManagedLoginBranding ?? {};
  }

  beforeAll(async () => {
    UserPoolId = await createPool();
  });

  const refused = (message: string) => ({ name: "InvalidParameterException", message });
  const neitherOrBoth = refused("useCognitoProvidedValues or settings should be specified (but not both)");

  describe("CreateManagedLoginBranding", () => {
    it("answers with the style as it is described afterwards, by its id and by its client", async () => {
      const ClientId = await createClient();
      const style = await createStyle({ Settings, Assets: [logo] }, ClientId);
      expect(style).toEqual({
        ...{ UserPoolId, UseCognitoProvidedValues: false, Settings, Assets: [logo] },
        ManagedLoginBrandingId: expect.stringMatching(/^[0-9a-f-]{14}4[0-9a-f-]{21}$/),
        ...{ CreationDate: expect.any(Date), LastModifiedDate: expect.any(Date) },
      });
      expect(await describeStyle(style.ManagedLoginBrandingId)).toEqual(style);
      const byClient = await sdk().describeManagedLoginBrandingByClient({ UserPoolId, ClientId });
      expect(byClient.ManagedLoginBranding).toEqual(style);
    });

    it("takes Cognito's values in place of settings, with images or without", async () => {
      const style = await createStyle({ UseCognitoProvidedValues: true });
      expect(style).toMatchObject({ UseCognitoProvidedValues: true, Assets: [] });
      expect(style).not.toHaveProperty("Settings");
      expect(await createStyle({ UseCognitoProvidedValues: true, Assets: [logo] })).toMatchObject({ Assets: [logo] });
      expect(await createStyle({ Settings: {} })).toMatchObject({ Settings: {}, Assets: [] });
    });

    it("refuses settings beside Cognito's values, and neither of them", async () => {
      await expect(createStyle({ UseCognitoProvidedValues: true, Settings })).rejects.toMatchObject(neitherOrBoth);
      await expect(createStyle({ Assets: [logo] })).rejects.toMatchObject(neitherOrBoth);
      await expect(createStyle({ UseCognitoProvidedValues: false })).rejects.toMatchObject(neitherOrBoth);
    });

    it("gives a client one style, whoever asks at the same time", async () => {
      const ClientId = await createClient();
      const attempts = Array.from({ length: 20 }, () => createStyle({ UseCognitoProvidedValues: true }, ClientId));
      const outcomes = await Promise.allSettled(attempts);
      const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(refusals).toHaveLength(19);
      for (const refusal of refusals) {
        expect(refusal).toMatchObject({
          name: "ManagedLoginBrandingExistsException",
          message: `A ManagedLoginBranding already exists for client ${ClientId}`,
        });
      }
    });

    it("takes all that Cognito's own style says, and a provider's button", async () => {
      const { standard } = cognitoStyle.components.idpButton;
      const idpButton = { custom: { "My Provider": standard }, standard };
      const whole = { ...cognitoStyle, components: { ...cognitoStyle.components, idpButton } };
      expect((await createStyle({ Settings: whole })).Settings).toEqual(whole);
    });

    it("names each setting that managed login does not know", async () => {
      const wrong = {
        components: { form: { instructions: true }, pageBackground: { lightMode: { backgroundColor: "ffffffff" } } },
        categories: { form: { borderRadius: 1 } },
      };
      await expect(createStyle({ Settings: wrong })).rejects.toMatchObject(
        refused(
          "Invalid settings provided. Validation errors: " +
            "[{property: $.components.form.instructions, errorType: UnknownProperty}, " +
            "{property: $.components.pageBackground.lightMode.backgroundColor, errorType: UnknownProperty}, " +
            "{property: $.categories.form.borderRadius, errorType: UnknownProperty}]",
        ),
      );
    });

    it.each([
      ["a wrong type", { categories: { form: { displayGraphics: "yes" } } }, "$.categories.form.displayGraphics"],
      ["a list for members", { components: [] }, "$.components"],
      ["members for a list", { components: { favicon: { enabledTypes: {} } } }, "$.components.favicon.enabledTypes"],
      [
        "an entry of a wrong type",
        { components: { favicon: { enabledTypes: ["ICO", 1] } } },
        "$.components.favicon.enabledTypes[1]",
      ],
      [
        "a deep tree for an entry",
        { categories: { auth: { federation: { order: [[[[]]]] } } } },
        "$.categories.auth.federation.order[0]",
      ],
    ])("refuses %s", async (_, settings, property) => {
      await expect(createStyle({ Settings: settings })).rejects.toMatchObject(
        refused(`Invalid settings provided. Validation errors: [{property: ${property}, errorType: InvalidType}]`),
      );
    });

    it("refuses what is no colour, and a radius below 0", async () => {
      const settings = {
        components: { pageText: { darkMode: { bodyColor: "red" } }, form: { borderRadius: -1 } },
      };
      await expect(createStyle({ Settings: settings })).rejects.toMatchObject(
        refused(
          "Invalid settings provided. Validation errors: " +
            "[{property: $.components.pageText.darkMode.bodyColor, errorType: InvalidValue}, " +
            "{property: $.components.form.borderRadius, errorType: InvalidValue}]",
        ),
      );
    });

    it("does not find a client of another pool", async () => {
      const ClientId = await createClient(await createPool());
      await expect(createStyle({ UseCognitoProvidedValues: true }, ClientId)).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: `User pool client ${ClientId} does not exist.`,
      });
    });
  });

  describe("DescribeManagedLoginBranding", () => {
    it("merges Cognito's settings with those of the style when asked to", async () => {
      const ClientId = await createClient();
      const { ManagedLoginBrandingId } = await createStyle({ Settings }, ClientId);
      const { Settings: merged } = await describeStyle(ManagedLoginBrandingId, true);
      expect(merged).toEqual({
        ...cognitoStyle,
        categories: {
          ...cognitoStyle.categories,
          global: { ...cognitoStyle.categories.global, colorSchemeMode: "DARK" },
        },
        components: { ...cognitoStyle.components, form: { ...cognitoStyle.components.form, borderRadius: 2.5 } },
      });
      const style = { UserPoolId, ClientId, ReturnMergedResources: true };
      const byClient = await sdk().describeManagedLoginBrandingByClient(style);
      expect(byClient.ManagedLoginBranding?.Settings).toEqual(merged);
    });

    it("shows Cognito's own settings for a style that uses its values", async () => {
      const { ManagedLoginBrandingId } = await createStyle({ UseCognitoProvidedValues: true });
      expect((await describeStyle(ManagedLoginBrandingId, true)).Settings).toEqual(cognitoStyle);
    });
  });

  describe("UpdateManagedLoginBranding", () => {
    it("keeps the settings and images that it does not mention", async () => {
      const { ManagedLoginBrandingId: id } = await createStyle({ Settings, Assets: [logo] });
      const dark = { ...logo, ColorMode: "DARK" } satisfies AssetType;
      const changed = await update(id, { Settings: { components: { form: { logo: { enabled: true } } } } });
      const form = { borderRadius: 2.5, logo: { enabled: true } };
      expect(changed.Settings).toEqual({ ...Settings, components: { form } });
      expect(changed.Assets).toEqual([logo]);
      expect((await update(id, { Settings: {}, Assets: [dark] })).Assets).toEqual([logo, dark]);
      const other = { ...logo, Bytes: new Uint8Array(Buffer.from("<svg/>")) };
      const replaced = await update(id, { Settings: {}, Assets: [other] });
      expect(replaced.Assets).toEqual([other, dark]);
      expect(replaced.Settings).toEqual(changed.Settings);
      expect(await describeStyle(id)).toEqual(replaced);
    });

    it("returns to Cognito's values, and from there to settings", async () => {
      const { ManagedLoginBrandingId: id } = await createStyle({ Settings });
      const provided = await update(id, { UseCognitoProvidedValues: true });
      expect(provided.UseCognitoProvidedValues).toBe(true);
      expect(provided).not.toHaveProperty("Settings");
      const withLogo = await update(id, { UseCognitoProvidedValues: true, Assets: [logo] });
      expect(withLogo).toMatchObject({ UseCognitoProvidedValues: true, Assets: [logo] });
      const second = { categories: { global: { spacingDensity: "COMPACT" } } };
      expect(await update(id, { Settings: second })).toMatchObject({
        UseCognitoProvidedValues: false,
        Settings: second,
      });
    });

    it("refuses what CreateManagedLoginBranding refuses, more than forty images in all, and no id", async () => {
      const { ManagedLoginBrandingId: id } = await createStyle({ Settings });
      await expect(update(id, { UseCognitoProvidedValues: true, Settings })).rejects.toMatchObject(neitherOrBoth);
      for (const neither of [{}, { UseCognitoProvidedValues: false }, { Assets: [logo] }]) {
        await expect(update(id, neither)).rejects.toMatchObject(neitherOrBoth);
      }
      await update(id, { UseCognitoProvidedValues: false, Settings });
      await expect(update(id, { Settings: { colour: "red" } })).rejects.toThrow("$.colour, errorType: UnknownProperty");
      const icons = (from: number, length: number) =>
        Array.from(
          { length },
          (_, index): AssetType => ({
            ...{ Category: "IDP_BUTTON_ICON", ColorMode: "LIGHT", Extension: "SVG", Bytes: svg },
            ResourceId: `icon ${from + index}`,
          }),
        );
      await update(id, { Settings, Assets: icons(0, 40) });
      await expect(update(id, { Settings, Assets: icons(40, 1) })).rejects.toMatchObject(
        refused("A style has 40 assets at most."),
      );
      await expect(update(undefined, { Settings })).rejects.toMatchObject(
        refused("UserPoolId and ManagedLoginBrandingId are both required."),
      );
    });
  });

  describe("DeleteManagedLoginBranding", () => {
    it("deletes the style, after which its client may have another; and it goes with its client", async () => {
      const ClientId = await createClient();
      const { ManagedLoginBrandingId } = await createStyle({ Settings }, ClientId);
      await sdk().deleteManagedLoginBranding({ UserPoolId, ManagedLoginBrandingId });
      await expect(sdk().describeManagedLoginBrandingByClient({ UserPoolId, ClientId })).rejects.toMatchObject({
        name: "ResourceNotFoundException",
        message: `No ManagedLoginBranding exists for client ${ClientId}.`,
      });
      const second = await createStyle({ Settings }, ClientId);
      await sdk().deleteUserPoolClient({ UserPoolId, ClientId });
      await expect(describeStyle(second.ManagedLoginBrandingId)).rejects.toMatchObject({
        name: "ResourceNotFoundException",
      });
    });
  });

  it("are not found where there are none", async () => {
    const style = { UserPoolId, ManagedLoginBrandingId: unknown };
    const notFound = {
      name: "ResourceNotFoundException",
      message: `ManagedLoginBranding ${unknown} does not exist.`,
    };
    await expect(describeStyle(unknown)).rejects.toMatchObject(notFound);
    await expect(update(unknown, { Settings })).rejects.toMatchObject(notFound);
    await expect(sdk().deleteManagedLoginBranding(style)).rejects.toMatchObject(notFound);
  });
});
