import { describe, expect, it } from "vitest";
import { fail } from "../../src/errors.ts";
import { faceOver, freshFace } from "./face.ts";

describe("The control face", async () => {
  const face = await freshFace();

  it("names what there is to whoever asks for something else", async () => {
    const response = await face.send("GET", "/message");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      message:
        "There is no /_poolhouse/message. " +
        "Under /_poolhouse there are /messages, /invocations, /invocations/:id/replay, /reset, /clock, /public-url, /amplify_outputs.json, /introspect, " +
        "/stand-ins/:userPoolId/:provider/next, /import-jobs/:userPoolId/:jobId/log.",
    });
    expect((await face.send("POST", "")).status).toBe(404);
  });

  it.each(["", "/"])("tells what there is, at its own path (%j)", async (path) => {
    const { resources } = await face.json<{ resources: object[] }>("GET", path);
    expect(resources).toEqual([
      { path: "/_poolhouse/messages", methods: ["GET", "DELETE"] },
      { path: "/_poolhouse/invocations", methods: ["GET", "DELETE"] },
      { path: "/_poolhouse/invocations/:id/replay", methods: ["POST"] },
      { path: "/_poolhouse/reset", methods: ["POST"] },
      { path: "/_poolhouse/clock", methods: ["GET", "PUT"] },
      { path: "/_poolhouse/public-url", methods: ["GET", "PUT"] },
      { path: "/_poolhouse/amplify_outputs.json", methods: ["GET"] },
      { path: "/_poolhouse/introspect", methods: ["POST"] },
      { path: "/_poolhouse/stand-ins/:userPoolId/:provider/next", methods: ["PUT"] },
      { path: "/_poolhouse/import-jobs/:userPoolId/:jobId/log", methods: ["GET"] },
    ]);
  });

  it.each([
    ["/clock", { advance: 5 }, "advance: must be text"],
    ["/clock", { reset: false }, "reset: must be true"],
    ["/clock", null, "must be a JSON object"],
    ["/public-url", {}, "publicUrl: is missing"],
    ["/public-url", { publicUrl: 9500 }, "publicUrl: must be text"],
  ])("says in plain words what is wrong with what %s was sent: %j", async (path, body, reason) => {
    const response = await face.send("PUT", path, { body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.stringMatching(`^${reason}\\. Send `) });
  });

  it("notes each refusal with its reason", async () => {
    await face.send("GET", "/clock?userPoolId=us-east-1_Nobody");
    expect(face.logged.at(-1)).toEqual({
      text: "the control face refused",
      facts: {
        reason: "User pool us-east-1_Nobody does not exist.",
        ...{ method: "GET", path: "/_poolhouse/clock", status: 404 },
      },
    });
  });

  it.each([
    ["POST", "/messages", "GET, DELETE"],
    ["GET", "/reset", "POST"],
    ["PATCH", "/clock", "GET, PUT"],
    ["OPTIONS", "/clock", "GET, PUT"],
  ])("says which methods there are in place of %s %s", async (method, path, allowed) => {
    const response = await face.send(method, path);
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe(allowed);
    expect(await response.json()).toEqual({ message: `/_poolhouse${path} takes ${allowed}, not ${method}.` });
  });

  it("answers HEAD as GET, without the body", async () => {
    const response = await face.send("HEAD", "/clock");
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("says what to send in place of what is not JSON", async () => {
    for (const body of ["", "{advance:", "\u0000"]) {
      const response = await face.send("PUT", "/clock", { body });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        message:
          'The body is not JSON. Send one of {"advance":"PT1H"}, {"now":"2030-01-01T00:00:00Z"} and {"reset":true}.',
      });
    }
  });

  it("reads no more than it needs", async () => {
    const response = await face.send("PUT", "/clock", { body: { advance: "P".repeat(70_000) } });
    expect(response.status).toBe(413);
  });

  it("tells nothing of a failure but that the log has it", async () => {
    const broken = faceOver(face.database, { reset: () => Promise.reject(new Error("password=hunter2")) });
    const response = await broken.send("POST", "/reset");
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: "Internal error; the service's log has it." });
    expect(broken.logged.at(-1)).toMatchObject({ text: "the control face failed" });
  });
});

describe("POST /_poolhouse/reset", async () => {
  const face = await freshFace();

  it("resets the service, or one pool of it", async () => {
    expect((await face.send("POST", "/reset")).status).toBe(204);
    expect((await face.send("POST", "/reset?userPoolId=us-east-1_Poolhouse")).status).toBe(204);
    expect(face.resets).toEqual([undefined, "us-east-1_Poolhouse"]);
    expect(face.logged).toEqual([
      { facts: {}, text: "the service was reset to the declared state" },
      { facts: { userPoolId: "us-east-1_Poolhouse" }, text: "a pool was reset to the declared state" },
    ]);
  });

  it("resets nothing when what it shall reset is unclear", async () => {
    face.resets.length = 0;
    for (const query of ["userPoolId=", "userPool=us-east-1_Poolhouse", "userpoolid=us-east-1_Poolhouse"]) {
      expect((await face.send("POST", `/reset?${query}`)).status).toBe(400);
    }
    expect(face.resets).toEqual([]);
  });

  it("says that there is no such pool", async () => {
    const refusing = faceOver(face.database, {
      reset: async (id) => fail("ResourceNotFoundException", `User pool ${id} does not exist.`),
    });
    const response = await refusing.send("POST", "/reset?userPoolId=us-east-1_Nobody");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: "User pool us-east-1_Nobody does not exist." });
  });
});
