import { describe, expect, it } from "vitest";
import { type FaceRequest, faceOver, freshFace } from "./face.ts";

describe("The control face in local mode", async () => {
  const face = await freshFace();
  const statusOf = async (request: FaceRequest, method = "GET") => (await face.send(method, "/clock", request)).status;

  it.each([
    "http://localhost:9500",
    "http://localhost.:9500",
    "http://app.localhost:9500",
    "http://127.0.0.1:9500",
    "http://192.168.1.20",
    "http://[::1]:9500",
    "http://poolhouse:9500",
    "http://host.docker.internal:9500",
  ])("answers as %s", async (url) => {
    expect(await statusOf({ url })).toBe(200);
  });

  it.each([
    "http://rebound.evil.example:9500",
    "http://localhost.evil.example:9500",
    "http://127.0.0.1.nip.io:9500",
    "http://host.docker.internal.evil.example",
    "http://evil.example.:9500",
    "http://evil-localhost.example",
  ])("does not answer as %s, which a page could have lead here", async (url) => {
    const response = await face.send("GET", "/clock", { url });
    expect(response.status).toBe(403);
    const { message } = (await response.json()) as { message: string };
    expect(message).toContain(`The Host ${new URL(url).hostname} is not the service's own.`);
  });

  it("answers as the host of its public URL", async () => {
    const url = "https://id.shop.example";
    expect(await statusOf({ url })).toBe(403);
    await face.database.state.update({ publicUrl: url });
    expect(await statusOf({ url })).toBe(200);
    expect(await statusOf({ url, headers: { Origin: url } })).toBe(200);
    expect(await statusOf({ headers: { Origin: url } })).toBe(200);
    await face.database.state.update({ publicUrl: null });
    expect(await statusOf({ url })).toBe(403);
  });

  it.each([
    "http://localhost:3000",
    "https://localhost:9500",
    "http://127.0.0.1:9500",
    "https://evil.example",
    "null",
    "http://localhost:9500.evil.example",
  ])("refuses a page of %s, and does nothing for it", async (Origin) => {
    for (const [method, path] of [
      ["GET", "/messages"],
      ["PUT", "/clock"],
      ["POST", "/reset"],
      ["DELETE", "/messages"],
      ["OPTIONS", "/reset"],
    ] as const) {
      const response = await face.send(method, path, { headers: { Origin } });
      expect(response.status).toBe(403);
      expect(await response.json()).toEqual({ message: expect.stringContaining(`A page of ${Origin} may not use it`) });
    }
    expect(face.resets).toEqual([]);
  });

  it("answers a page of its own", async () => {
    expect(await statusOf({ headers: { Origin: "http://localhost:9500", "Sec-Fetch-Site": "same-origin" } })).toBe(200);
    expect(await statusOf({ url: "http://[::1]:9500", headers: { Origin: "http://[::1]:9500" } })).toBe(200);
  });

  it("answers someone who types its address, and no image or script of another page", async () => {
    expect(await statusOf({ headers: { "Sec-Fetch-Site": "none" } })).toBe(200);
    expect(await statusOf({ headers: { "Sec-Fetch-Site": "cross-site" } })).toBe(403);
    expect(await statusOf({ headers: { "Sec-Fetch-Site": "same-site" } })).toBe(403);
  });

  it("answers someone who follows a link, but shows itself in no frame of another page", async () => {
    const navigation = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" };
    expect(await statusOf({ headers: { ...navigation, "Sec-Fetch-Dest": "document" } })).toBe(200);
    expect(await statusOf({ headers: { ...navigation, "Sec-Fetch-Dest": "iframe" } })).toBe(403);
    expect(await statusOf({ headers: { ...navigation, "Sec-Fetch-Dest": "document" } }, "POST")).toBe(403);
    expect(await statusOf({ headers: { ...navigation, "Sec-Fetch-Dest": "document", Origin: "null" } })).toBe(403);
  });

  it("never speaks of CORS, and lets nobody keep or misread what it says", async () => {
    const requests: [string, string, FaceRequest][] = [
      ["GET", "/messages", {}],
      ["GET", "/clock", { headers: { Origin: "http://localhost:9500" } }],
      ["GET", "/nothing", { headers: { Origin: "http://localhost:9500" } }],
      ["GET", "/.well-known/jwks.json", { headers: { Origin: "https://evil.example" } }],
      ["OPTIONS", "/reset", { headers: { Origin: "https://evil.example", "Access-Control-Request-Method": "POST" } }],
      ["OPTIONS", "/clock", { headers: { Origin: "http://localhost:9500" } }],
    ];
    for (const [method, path, request] of requests) {
      const { headers } = await face.send(method, path, request);
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  it("tells the log what it refused", async () => {
    await face.send("GET", "/clock", { url: "http://evil.example" });
    expect(face.logged.at(-1)).toMatchObject({
      facts: {
        reason: expect.stringContaining("evil.example"),
        method: "GET",
        path: "/_poolhouse/clock",
        status: 403,
      },
      text: "the control face refused",
    });
  });
});

const controlToken = "a-token-that-only-the-tests-know";

describe.each(["local", "shared"] as const)("The control face with a token, in %s mode", async (mode) => {
  const face = await freshFace({ mode, controlToken });

  it.each([`Bearer ${controlToken}`, `bearer  ${controlToken}`])("answers who shows it (%s)", async (Authorization) => {
    expect((await face.send("GET", "/clock", { headers: { Authorization } })).status).toBe(200);
  });

  it.each([
    "Bearer wrong",
    `Bearer ${controlToken}x`,
    `Bearer ${controlToken.slice(0, -1)}`,
    `Bearer ${controlToken} more`,
    `Basic ${controlToken}`,
    controlToken,
    "Bearer ",
  ])("refuses who shows anything else (%s)", async (Authorization) => {
    const response = await face.send("POST", "/reset", { headers: { Authorization } });
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer realm="poolhouse"/);
    expect(face.resets).toEqual([]);
  });

  it("refuses who shows none, on every path", async () => {
    for (const path of ["/clock", "/messages", "/nothing", ""]) {
      expect((await face.send("GET", path)).status).toBe(401);
    }
  });

  it("keeps the token out of the log and the answer", async () => {
    const response = await face.send("GET", "/clock", { headers: { Authorization: `Bearer ${controlToken}x` } });
    expect(await response.text()).not.toContain(controlToken);
    expect(JSON.stringify(face.logged)).not.toContain(controlToken);
  });
});

describe("The control face with a token, in local mode", async () => {
  const face = await freshFace({ controlToken });

  it("still refuses a page of another origin", async () => {
    const headers = { Authorization: `Bearer ${controlToken}`, Origin: "https://evil.example" };
    expect((await face.send("GET", "/clock", { headers })).status).toBe(403);
  });
});

describe("The control face in shared mode", async () => {
  const face = await freshFace({ mode: "shared" });

  it("is closed without a token, and says what opens it", async () => {
    for (const request of [
      {},
      ...["Bearer undefined", "Bearer "].map((Authorization) => ({ headers: { Authorization } })),
    ]) {
      const response = await face.send("GET", "/clock", request);
      expect(response.status).toBe(403);
      expect(await response.json()).toEqual({ message: expect.stringContaining("POOLHOUSE_CONTROL_TOKEN") });
    }
  });

  it("asks a public host for nothing but the token", async () => {
    const open = faceOver(face.database, { mode: "shared", controlToken });
    const headers = { Authorization: `Bearer ${controlToken}` };
    expect((await open.send("GET", "/clock", { url: "https://id.shop.example", headers })).status).toBe(200);
  });
});
