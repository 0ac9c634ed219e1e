import { afterEach, describe, expect, it } from "vitest";
import { onEveryDatabase } from "../store/instances.ts";
import { configuredUrl, faceOver, freshFace } from "./face.ts";

interface Answer {
  readonly publicUrl: string;
}

describe("/_poolhouse/public-url", async () => {
  const face = await freshFace();
  afterEach(() => face.database.state.update({ publicUrl: null }));

  it("is the configured one at first", async () => {
    expect(await face.json("GET", "/public-url")).toEqual({ publicUrl: configuredUrl });
  });

  it.each([
    ["http://localhost:32768", "http://localhost:32768"],
    ["http://localhost:32768/", "http://localhost:32768"],
    ["HTTPS://ID.Shop.example:443", "https://id.shop.example"],
    ["https://shop.example/id//", "https://shop.example/id"],
  ])("can be %s", async (publicUrl, normal) => {
    expect(await face.json("PUT", "/public-url", { publicUrl })).toEqual({ publicUrl: normal });
    expect(await face.json("GET", "/public-url")).toEqual({ publicUrl: normal });
  });

  it("can be put back", async () => {
    await face.json("PUT", "/public-url", { publicUrl: "http://localhost:32768" });
    expect(await face.json("PUT", "/public-url", { publicUrl: null })).toEqual({ publicUrl: configuredUrl });
  });

  it.each([
    "",
    "localhost:9500",
    "ftp://localhost",
    "http://",
    "http:localhost",
    "http://localhost:9500?a=1",
    "http://localhost:9500/#a",
    "http://user@localhost",
    "http://:secret@localhost",
    "http://localhost:99999",
    "javascript:alert(1)",
  ])("cannot be %j", async (publicUrl) => {
    const response = await face.send("PUT", "/public-url", { body: { publicUrl } });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      message:
        "publicUrl: must be an http:// or https:// URL without user, query and fragment, such as http://localhost:9500. " +
        'Send {"publicUrl":"http://localhost:32768"}, or {"publicUrl":null} for the configured one.',
    });
    expect(await face.json("GET", "/public-url")).toEqual({ publicUrl: configuredUrl });
  });

  it.each([{}, { publicURL: "http://localhost" }, { publicUrl: 9500 }, null])(
    "wants nothing else (%j)",
    async (body) => {
      expect((await face.send("PUT", "/public-url", { body })).status).toBe(400);
    },
  );
});

onEveryDatabase("The public URL of several instances", ({ database, other }) => {
  it("is one", async () => {
    const publicUrl = "http://localhost:32768";
    await faceOver(database).json("PUT", "/public-url", { publicUrl });
    expect(await faceOver(other).json<Answer>("GET", "/public-url")).toEqual({ publicUrl });
  });
});
