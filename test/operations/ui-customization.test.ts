import { beforeAll, describe, expect, it } from "vitest";
import { validate } from "../../src/http/aws-json/validation.ts";
import { SetUICustomization } from "../../src/operations/ui-customization/index.ts";
import { refusal } from "../aws-json/refusal.ts";
import { databases, startForAll } from "../support/start.ts";

const bytesOf = (text: string, length = 64) => Buffer.concat([Buffer.from(text, "latin1")], length);
const png = bytesOf("\x89PNG\r\n\x1a\n");
const jpeg = bytesOf("\xff\xd8\xff\xe0");
const CSS = `/* ours */
.banner-customizable, .logo-customizable { background: linear-gradient(#fff, rgb(0 0 0 / 50%)); padding: 25px 0 }
.submitButton-customizable:hover { background-color: #286090; background-image: url(data:image/png;base64,AAAA) }`;

describe.each(databases)("The look of the classic pages, on %s", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();
  let UserPoolId = "";
  let pools = 0;

  async function createPool(): Promise<string> {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    const poolId = UserPool?.Id ?? "";
    await sdk().createUserPoolDomain({ UserPoolId: poolId, Domain: `look-${++pools}` });
    return poolId;
  }

  async function createClient(): Promise<string> {
    const { UserPoolClient } = await sdk().createUserPoolClient({ UserPoolId, ClientName: "app" });
    return UserPoolClient?.ClientId ?? "";
  }

  const lookOf = async (ClientId?: string, poolId = UserPoolId) =>
    (await sdk().getUICustomization({ UserPoolId: poolId, ClientId })).UICustomization;

  beforeAll(async () => {
    UserPoolId = await createPool();
  });

  const refused = (message: string) => ({ name: "InvalidParameterException", message });

  it("is set for all clients and overridden for one, until that is taken back", async () => {
    const ClientId = await createClient();
    expect(await lookOf(ClientId)).toEqual({});
    const { UICustomization } = await sdk().setUICustomization({ UserPoolId, CSS });
    expect(UICustomization).toEqual({
      ...{ UserPoolId, ClientId: "ALL", CSS, CSSVersion: expect.stringMatching(/^\d{14}$/) },
      ...{ CreationDate: expect.any(Date), LastModifiedDate: expect.any(Date) },
    });
    expect(await lookOf(ClientId)).toEqual(UICustomization);
    const own = ".label-customizable { font-weight: 400 }";
    await sdk().setUICustomization({ UserPoolId, ClientId, CSS: own });
    expect(await lookOf(ClientId)).toMatchObject({ ClientId, CSS: own });
    expect(await lookOf("ALL")).toEqual(UICustomization);
    await sdk().setUICustomization({ UserPoolId, ClientId });
    expect(await lookOf(ClientId)).toEqual(UICustomization);
  });

  it.each([
    ["png", "image/png", png],
    ["jpg", "image/jpeg", jpeg],
  ])("serves a logo (%s) at its ImageUrl until it is replaced", async (extension, mediaType, ImageFile) => {
    const ClientId = await createClient();
    const { UICustomization } = await sdk().setUICustomization({ UserPoolId, ClientId, ImageFile });
    const { ImageUrl = "" } = UICustomization ?? {};
    expect(ImageUrl).toMatch(new RegExp(`^${service.current.url}/.*\\.${extension}$`));
    const response = await fetch(ImageUrl);
    expect(response.headers.get("content-type")).toBe(mediaType);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(ImageFile);
    const etag = response.headers.get("etag") ?? "";
    expect((await fetch(ImageUrl, { headers: { "if-none-match": etag } })).status).toBe(304);
    // Style sheet and logo are set together.
    await sdk().setUICustomization({ UserPoolId, ClientId, CSS });
    expect(await lookOf(ClientId)).not.toHaveProperty("ImageUrl");
    expect((await fetch(ImageUrl)).status).toBe(404);
  });

  it("needs a domain", async () => {
    const { UserPool } = await sdk().createUserPool({ PoolName: "people" });
    await expect(sdk().setUICustomization({ UserPoolId: UserPool?.Id, CSS })).rejects.toMatchObject(
      refused("There has to be an existing domain associated with this user pool."),
    );
  });

  it.each([
    [".button { color: red }", "The CSS class .button is not in the list of allowed classes."],
    ["body { color: red }", "The CSS class body is not in the list of allowed classes."],
    [
      ".label-customizable, .label-customizable > a { color: red }",
      "The CSS class .label-customizable > a is not in the list of allowed classes.",
    ],
    [
      ".logo-customizable:hover { color: red }",
      "The CSS class .logo-customizable:hover is not in the list of allowed classes.",
    ],
    ["@import 'https://example.com/x.css';", "The CSS must not contain @import."],
    [".label-customizable { @media print { color: red } }", "The CSS must not contain @media."],
    [".label-customizable { & .x { color: red } }", 'The CSS must not contain "& .x { color: red }" here.'],
    ["<!-- .label-customizable { color: red }", 'The CSS must not contain "<!--" here.'],
    [
      ".label-customizable { content: '</style>' }",
      "The value of the CSS property content must not contain HTML or JavaScript.",
    ],
    [
      ".label-customizable { background: url('JavaScript:alert(1)') }",
      "The value of the CSS property background must not contain HTML or JavaScript.",
    ],
    [
      ".label-customizable { width: expression(alert(1)) }",
      "The value of the CSS property width must not contain HTML or JavaScript.",
    ],
    ["color: red", "The CSS cannot be read: Identifier is expected, at line 1, column 7."],
  ])("refuses the style sheet %s", async (css, message) => {
    await expect(sdk().setUICustomization({ UserPoolId, CSS: css })).rejects.toMatchObject(refused(message));
  });

  it("looks into deep values, and refuses what is too deep to be looked at", async () => {
    const nested = (depth: number) => `${"f(".repeat(depth)}expression(1)${")".repeat(depth)}`;
    const set = (value: string) =>
      sdk().setUICustomization({ UserPoolId, CSS: `.label-customizable { width: ${value} }` });
    await expect(set(nested(500))).rejects.toMatchObject(
      refused("The value of the CSS property width must not contain HTML or JavaScript."),
    );
    await expect(set(nested(30_000))).rejects.toMatchObject(refused("The CSS is nested too deeply."));
  });

  it("refuses a logo of another kind, and one that is too large", async () => {
    const ClientId = await createClient();
    const set = (ImageFile: Buffer) => sdk().setUICustomization({ UserPoolId, ClientId, ImageFile });
    await expect(set(bytesOf("GIF89a"))).rejects.toMatchObject(refused("The image file must be a PNG or JPEG image."));
    await expect(set(bytesOf("\xff\xd8\xff", 100 * 1024 + 1))).rejects.toMatchObject(
      refused("The image file must not be larger than 100 KB."),
    );
    await expect(set(bytesOf("\xff\xd8\xff", 131_073))).rejects.toMatchObject(
      refused(
        "1 validation error detected: Value at 'imageFile' failed to satisfy constraint: " +
          "Member must have length less than or equal to 131072",
      ),
    );
    await set(bytesOf("\xff\xd8\xff", 100 * 1024));
    const comment = `/*${"x".repeat(60_000)}*/`;
    const both = { UserPoolId, ClientId, CSS: comment, ImageFile: bytesOf("\xff\xd8\xff", 100 * 1024) };
    await expect(sdk().setUICustomization(both)).rejects.toMatchObject(refused("Request parameters too large."));
  });

  it("does not find a client that is not there, and goes with the one that is", async () => {
    const unknown = "nosuchclient00000000000000";
    const notFound = { name: "ResourceNotFoundException", message: `User pool client ${unknown} does not exist.` };
    await expect(lookOf(unknown)).rejects.toMatchObject(notFound);
    await expect(sdk().setUICustomization({ UserPoolId, ClientId: unknown, CSS })).rejects.toMatchObject(notFound);
    const ClientId = await createClient();
    const { UICustomization } = await sdk().setUICustomization({ UserPoolId, ClientId, ImageFile: png });
    await sdk().deleteUserPoolClient({ UserPoolId, ClientId });
    expect((await fetch(UICustomization?.ImageUrl ?? "")).status).toBe(404);
  });

  it("keeps one of twenty that are set at once", async () => {
    const ClientId = await createClient();
    const sheets = Array.from({ length: 20 }, (_, index) => `.label-customizable { order: ${index} }`);
    await Promise.all(sheets.map((sheet) => sdk().setUICustomization({ UserPoolId, ClientId, CSS: sheet })));
    expect(sheets).toContain((await lookOf(ClientId))?.CSS);
  });
});

it("The look of the classic pages takes a logo in base64 alone", () => {
  const read = (ImageFile: string) => validate(SetUICustomization.input, { UserPoolId: "us-east-1_One", ImageFile });
  expect(read("iVBORw==").ImageFile).toBe("iVBORw==");
  expect(refusal(() => read("no base64!"))).toMatchObject({
    name: "SerializationException",
    message: "STRING_VALUE can not be converted to a Blob",
  });
});
