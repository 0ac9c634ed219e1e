import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startForAll } from "../support/start.ts";

describe("GET /", async () => {
  const service = await startForAll("memory");

  it("tells in text what this is, and where its parts are", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    const answer = await fetch(service.current.url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
    const text = await answer.text();
    expect(text).toContain(`Poolhouse ${version}`);
    for (const path of ["/_poolhouse/", "/health"]) {
      expect(text).toContain(`${service.current.url}${path}\n`);
      expect((await fetch(service.current.url + path)).status).toBe(200);
    }
  });

  it("tells where the service is reached from outside", async () => {
    await service.current.control("PUT", "/public-url", { publicUrl: "https://login.example.com" });
    expect(await (await fetch(service.current.url)).text()).toContain("https://login.example.com/health");
    await service.current.control("PUT", "/public-url", { publicUrl: null });
  });
});
