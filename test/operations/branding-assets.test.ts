import type { AssetType, CreateManagedLoginBrandingRequest } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, it } from "vitest";
import { databases, startForAll } from "../support/start.ts";

const svg = new Uint8Array(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
const logo = { Category: "FORM_LOGO", ColorMode: "LIGHT", Extension: "SVG", Bytes: svg } satisfies AssetType;

const refused = (message: string) => ({ name: "InvalidParameterException", message });

describe.each(databases)("The images of a style, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId: string | undefined;

  beforeAll(async () => {
    UserPoolId = (await sdk().createUserPool({ PoolName: "people" })).UserPool?.Id;
  });

  async function createStyle(input: Partial<CreateManagedLoginBrandingRequest>) {
    const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId, ClientName: "app" });
    const style = { UserPoolId, ClientId: UserPoolClient?.ClientId, ...input };
    return (await sdk().createManagedLoginBranding(style)).ManagedLoginBranding ?? {};
  }

  it("are forty, a million bytes each and two megabytes a request; and each has bytes", async () => {
    const style = (Assets: AssetType[]) => createStyle({ UseCognitoProvidedValues: true, Assets });
    const sized = (length: number, ResourceId: string): AssetType => ({
      ...{ Category: "IDP_BUTTON_ICON", ColorMode: "DYNAMIC", Extension: "PNG", ResourceId },
      Bytes: new Uint8Array(length),
    });
    await expect(style(Array.from({ length: 41 }, (_, index) => sized(1, `${index}`)))).rejects.toThrow(
      "at 'assets' failed to satisfy constraint: Member must have length less than or equal to 40",
    );
    await expect(style([sized(1_000_001, "big")])).rejects.toMatchObject(
      refused(
        "1 validation error detected: Value at 'assets.1.member.bytes' failed to satisfy constraint: " +
          "Member must have length less than or equal to 1000000",
      ),
    );
    await expect(style([sized(900_000, "one"), sized(900_000, "two")])).rejects.toMatchObject(
      refused("The request must not be larger than 2 megabytes."),
    );
    await expect(style([{ ...logo, Bytes: undefined }])).rejects.toThrow(
      'Invalid assets provided. Validation errors: [{category: FORM_LOGO, extension: SVG, colorMode: LIGHT, errorMessage: "',
    );
    expect((await style([sized(900_000, "one")])).Assets?.[0]?.Bytes).toHaveLength(900_000);
  });

  it("are named where their category does not take their extension", async () => {
    const style = (Assets: AssetType[]) => createStyle({ Settings: {}, Assets });
    const page = { Category: "PAGE_BACKGROUND", ColorMode: "LIGHT", Extension: "ICO", Bytes: svg } as const;
    await expect(style([page, logo, { ...logo, Category: "FAVICON_ICO" }])).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(
        new RegExp(
          "^Invalid assets provided\\. Validation errors: " +
            '\\[{category: PAGE_BACKGROUND, extension: ICO, colorMode: LIGHT, errorMessage: "[^"]+"}, ' +
            '{category: FAVICON_ICO, extension: SVG, colorMode: LIGHT, errorMessage: "[^"]+"}\\]$',
        ),
      ),
    });
    const icons = [
      { ...page, Category: "FAVICON_ICO" },
      { ...page, Category: "IDP_BUTTON_ICON" },
    ] as const;
    expect((await style([...icons])).Assets).toHaveLength(2);
  });

  it("include no PNG logo that is higher than wide, or wider than four times its height", async () => {
    const style = (width: number, height: number) => {
      const Bytes = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR........\x08\x06\0\0\0", "latin1");
      Bytes.writeUInt32BE(width, 16);
      Bytes.writeUInt32BE(height, 20);
      return createStyle({ Settings: {}, Assets: [{ ...logo, Extension: "PNG", Bytes: new Uint8Array(Bytes) }] });
    };
    await expect(style(480, 570)).rejects.toMatchObject(
      refused(
        "Invalid assets provided. Validation errors: [{category: FORM_LOGO, extension: PNG, colorMode: LIGHT, " +
          'errorMessage: "Invalid file dimension. Assets of SubType LOGO must have a width:height ratio ' +
          'between 1:1 and 4:1. Detected width: 480.0; height: 570.0"}]',
      ),
    );
    await expect(style(401, 100)).rejects.toThrow("Detected width: 401.0; height: 100.0");
    for (const width of [100, 400]) expect(await style(width, 100)).toMatchObject({ Assets: [{ Extension: "PNG" }] });
  });
});
