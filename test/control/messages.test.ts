import { beforeEach, describe, expect, it } from "vitest";
import { at, exampleMessage, exampleUser, later, populate } from "../store/examples.ts";
import { freshFace } from "./face.ts";

interface Listed {
  readonly id: string;
  readonly at: string;
  readonly subject: string;
}

describe("GET /_poolhouse/messages", async () => {
  const face = await freshFace();
  const { outbox, users } = face.database;
  const { pool } = await populate(face.database);
  const { pool: other } = await populate(face.database);
  const { pool: byEmail } = await populate(face.database, { UsernameAttributes: ["email"] });
  beforeEach(() => outbox.delete({}));

  const list = (query = "") => face.json<Listed[]>("GET", `/messages${query}`);
  const subjects = async (query = "") => (await list(query)).map(({ subject }) => subject);

  it("shows each message with these members, oldest first", async () => {
    await outbox.insert(exampleMessage(pool, { subject: "first" }), at);
    await outbox.insert(
      exampleMessage(other, {
        ...{ medium: "SMS", attribute: "phone_number", destination: "+15555550100", subject: "" },
        code: undefined,
        link: "http://localhost:9500/confirm",
      }),
      // The clock was moved back in between.
      later(-1000),
    );
    expect(await list()).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        at: "2026-03-04T05:06:07.089Z",
        userPoolId: pool.id,
        username: "jane",
        medium: "EMAIL",
        destination: "jane@example.com",
        attribute: "email",
        subject: "first",
        body: "Your code is 123456",
        code: "123456",
        link: null,
        sentBy: null,
      },
      {
        id: expect.stringMatching(/^\d+$/),
        at: "2026-03-04T05:06:06.089Z",
        userPoolId: other.id,
        username: "jane",
        medium: "SMS",
        destination: "+15555550100",
        attribute: "phone_number",
        subject: "",
        body: "Your code is 123456",
        code: null,
        link: "http://localhost:9500/confirm",
        sentBy: null,
      },
    ]);
  });

  it("narrows by pool, destination, medium and all of them", async () => {
    await outbox.insert(exampleMessage(pool, { subject: "a" }), at);
    await outbox.insert(exampleMessage(pool, { subject: "b", destination: "joe@example.com" }), at);
    await outbox.insert(exampleMessage(other, { subject: "c" }), at);
    await outbox.insert(exampleMessage(other, { subject: "d", medium: "SMS", destination: "+15555550100" }), at);
    expect(await subjects(`?userPoolId=${pool.id}`)).toEqual(["a", "b"]);
    expect(await subjects("?destination=jane@example.com")).toEqual(["a", "c"]);
    expect(await subjects("?medium=SMS")).toEqual(["d"]);
    expect(await subjects("?medium=sms")).toEqual(["d"]);
    expect(await subjects(`?userPoolId=${other.id}&destination=jane@example.com&medium=EMAIL`)).toEqual(["c"]);
    expect(await subjects("?destination=nobody@example.com")).toEqual([]);
  });

  it("says that there is no such pool", async () => {
    const response = await face.send("GET", "/messages?userPoolId=us-east-1_Nobody");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: "User pool us-east-1_Nobody does not exist." });
  });

  it("takes a plus as it is written, though in a URL it means a space", async () => {
    await outbox.insert(exampleMessage(pool, { subject: "sms", medium: "SMS", destination: "+15555550100" }), at);
    await outbox.insert(exampleMessage(pool, { subject: "mail", destination: "me+test@example.com" }), at);
    expect(await subjects("?destination=+15555550100")).toEqual(["sms"]);
    expect(await subjects("?destination=%2B15555550100")).toEqual(["sms"]);
    expect(await subjects("?destination=me+test@example.com")).toEqual(["mail"]);
    expect(await subjects("?after=2026-03-04T06:06:07+01:00")).toEqual(["sms", "mail"]);
  });

  it("goes on after a message", async () => {
    for (const subject of ["a", "b", "c"]) await outbox.insert(exampleMessage(pool, { subject }), at);
    const [, b] = await list();
    expect(await subjects(`?after=${b?.id}`)).toEqual(["c"]);
    expect(await subjects(`?after=${Number(b?.id) + 1}`)).toEqual([]);
    expect(await subjects("?after=0")).toEqual(["a", "b", "c"]);
  });

  it("goes on after a moment of the service's time", async () => {
    for (const [index, subject] of ["a", "b", "c"].entries()) {
      await outbox.insert(exampleMessage(pool, { subject }), later(index * 1000));
    }
    expect(await subjects("?after=2026-03-04T05:06:07.089Z")).toEqual(["b", "c"]);
    expect(await subjects("?after=2026-03-04T06:06:08.500%2B01:00")).toEqual(["c"]);
  });

  it("finds a user's messages by any name that leads to the user", async () => {
    const user = exampleUser(byEmail, { attributes: { email: "ann@example.com" } });
    await users.insert(byEmail, user);
    await outbox.insert(exampleMessage(byEmail, { subject: "a", username: user.username }), at);
    // Somebody's username in another pool.
    await outbox.insert(exampleMessage(pool, { subject: "b", username: "ann@example.com" }), at);
    await outbox.insert(exampleMessage(byEmail, { subject: "c", username: user.username }), at);
    await outbox.insert(exampleMessage(byEmail, { subject: "d" }), at);
    // The same username as hers, in a pool where her address is nobody's.
    await outbox.insert(exampleMessage(other, { subject: "e", username: user.username }), at);
    expect(await subjects("?username=ann@example.com")).toEqual(["a", "b", "c"]);
    expect(await subjects(`?username=ann@example.com&userPoolId=${byEmail.id}`)).toEqual(["a", "c"]);
    expect(await subjects(`?username=${user.username}`)).toEqual(["a", "c", "e"]);
    expect(await subjects(`?username=${user.sub}&userPoolId=${byEmail.id}`)).toEqual(["a", "c"]);
    expect(await subjects(`?username=ann@example.com&after=${(await list()).at(1)?.id}`)).toEqual(["c"]);
  });

  it("finds by username the messages of a user who is gone", async () => {
    const user = exampleUser(pool, { username: "gone" });
    await users.insert(pool, user);
    await outbox.insert(exampleMessage(pool, { username: "gone", subject: "bye" }), at);
    await users.delete(pool, user.sub);
    expect(await subjects("?username=gone")).toEqual(["bye"]);
  });

  it("compares names as the pool does", async () => {
    const { pool: anyCase } = await populate(face.database, { UsernameConfiguration: { CaseSensitive: false } });
    await users.insert(anyCase, exampleUser(anyCase, { username: "Max" }));
    await outbox.insert(exampleMessage(anyCase, { username: "Max", subject: "hello" }), at);
    expect(await subjects("?username=mAX")).toEqual(["hello"]);
    await users.insert(pool, exampleUser(pool, { username: "Kim" }));
    await outbox.insert(exampleMessage(pool, { username: "Kim", subject: "hello" }), at);
    expect(await subjects("?username=kim")).toEqual([]);
  });

  it.each([
    ["?usernam=jane", "usernam is not known; known are userPoolId, destination, username, medium, after."],
    ["?medium=pigeon", "medium: must be EMAIL or SMS."],
    ["?username=", "username: must not be empty."],
    ["?after=yesterday", "after: must be a message's id or a time such as 2030-01-01T00:00:00Z."],
    ["?after=2026-03-04T05:06:07", "after: must be a message's id or a time such as 2030-01-01T00:00:00Z."],
    ["?after=-1", "after: must be a message's id or a time such as 2030-01-01T00:00:00Z."],
  ])("shows nothing, and says why, when it does not understand (%s)", async (query, message) => {
    const response = await face.send("GET", `/messages${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message });
  });
});

describe("DELETE /_poolhouse/messages", async () => {
  const face = await freshFace();
  const { outbox } = face.database;
  const { pool } = await populate(face.database);
  const { pool: other } = await populate(face.database);
  const left = async () => (await outbox.list({})).map(({ subject }) => subject);
  beforeEach(async () => {
    await outbox.delete({});
    await outbox.insert(exampleMessage(pool, { subject: "a" }), at);
    await outbox.insert(exampleMessage(other, { subject: "b" }), at);
  });

  it("empties the outbox", async () => {
    const response = await face.send("DELETE", "/messages");
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(await left()).toEqual([]);
  });

  it("leaves other pools' messages, when it is for one", async () => {
    expect((await face.send("DELETE", `/messages?userPoolId=${pool.id}`)).status).toBe(204);
    expect(await left()).toEqual(["b"]);
  });

  it("deletes nothing when what it shall delete is unclear", async () => {
    const response = await face.send("DELETE", "/messages?userPoolId=us-east-1_Nobody");
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: "User pool us-east-1_Nobody does not exist." });
    for (const query of ["?userPoolId=", "?destination=jane@example.com"]) {
      expect((await face.send("DELETE", `/messages${query}`)).status).toBe(400);
    }
    expect(await left()).toEqual(["a", "b"]);
  });
});
