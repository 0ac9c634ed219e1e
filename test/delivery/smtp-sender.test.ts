import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { smtpSender } from "../../src/delivery/index.ts";
import type { Letter, Sender } from "../../src/domain/message/sender.ts";
import { mailServer } from "./mail-server.ts";

const letter: Letter = {
  userPoolId: "us-east-1_Poolhouse",
  username: "alice",
  medium: "EMAIL",
  destination: "alice@example.com",
  attribute: "email",
  subject: "Your verification code",
  body: "Your confirmation code is 123456",
  code: "123456",
  from: "Shop <no-reply@shop.example>",
  html: "Your confirmation code is <b>123456</b>",
};

/** Declare it after the server, which waits until its clients have gone. */
const senderFor = async (url: string): Promise<Sender & AsyncDisposable> => {
  const { send, close } = await smtpSender(url);
  return { send, [Symbol.asyncDispose]: close };
};

describe("Mail through SMTP", () => {
  it("comes from the pool's sender, and its answers go where the pool says", async () => {
    await using server = await mailServer();
    await using sender = await senderFor(server.url);
    await sender.send({ ...letter, replyTo: "help@shop.example" });
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: "no-reply@shop.example", to: ["alice@example.com"] });
    expect(headersOf(mail?.source)).toMatchObject({
      from: "Shop <no-reply@shop.example>",
      "reply-to": "help@shop.example",
      to: "alice@example.com",
      subject: "Your verification code",
      "auto-submitted": "auto-generated",
    });
  });

  it("is HTML, with the same as plain text for programs that show none", async () => {
    await using server = await mailServer();
    await using sender = await senderFor(server.url);
    await sender.send(letter);
    const { source = "" } = server.received[0] ?? {};
    expect(headersOf(source)["content-type"]).toContain("multipart/alternative");
    expect(source).toMatch(/text\/plain.*\r\n\r\nYour confirmation code is 123456\r\n.*text\/html/s);
    expect(source).toMatch(/text\/html.*\r\n\r\nYour confirmation code is <b>123456<\/b>\r\n/s);
  });

  it("opens no new connection for the next mail", async () => {
    await using server = await mailServer();
    await using sender = await senderFor(server.url);
    for (const subject of ["one", "two", "three"]) await sender.send({ ...letter, subject });
    expect(server.received).toHaveLength(3);
    expect(server.connections).toBe(1);
  });

  it("logs in with the name and password of the URL", async () => {
    let login: unknown;
    await using server = await mailServer({
      authOptional: false,
      onAuth({ username, password }, _session, done) {
        login = { username, password };
        done(null, { user: username });
      },
    });
    await using sender = await senderFor(server.url.replace("//", "//shop:p%40ss@"));
    await sender.send(letter);
    expect(login).toEqual({ username: "shop", password: "p@ss" });
    expect(server.received).toHaveLength(1);
  });

  it("is what a text message never becomes", async () => {
    await using server = await mailServer();
    await using sender = await senderFor(server.url);
    await sender.send({ ...letter, medium: "SMS", attribute: "phone_number", destination: "+15555550100" });
    await sender.send(letter);
    expect(server.received.map(({ to }) => to)).toEqual([["alice@example.com"]]);
  });

  it("goes to nobody beside its destination, whatever stands in the address", async () => {
    await using server = await mailServer();
    await using sender = await senderFor(server.url);
    const hostile = [
      "alice@example.com,mallory@evil.example",
      "alice@example.com;mallory@evil.example",
      "alice@example.com\r\nRCPT TO:<mallory@evil.example>",
      "alice@example.com\r\nBcc: mallory@evil.example",
      "<mallory@evil.example> alice@example.com",
      '"x" <mallory@evil.example>,alice@example.com',
    ];
    for (const destination of hostile) {
      await sender.send({ ...letter, destination }).catch(() => "refused");
    }
    for (const { to, source } of server.received) {
      expect(to).not.toContain("mallory@evil.example");
      expect(headersOf(source)).not.toHaveProperty("bcc");
    }
  });

  it("has no header that its subject or sender smuggles in", async () => {
    await using server = await mailServer();
    const injection = "\r\nBcc: mallory@evil.example\r\n\r\nA body of my own";
    await using sender = await senderFor(server.url);
    await sender.send({
      ...letter,
      subject: `Hello${injection}`,
      from: `Shop${injection} <no-reply@shop.example>`,
      replyTo: `help@shop.example${injection}`,
    });
    const [mail] = server.received;
    expect(mail?.to).toEqual(["alice@example.com"]);
    const headers = headersOf(mail?.source);
    expect(headers).not.toHaveProperty("bcc");
    expect(headers.subject).toContain("A body of my own");
  });
});

describe("A mail that cannot be handed over", () => {
  it("fails when the server refuses the recipient", async () => {
    await using server = await mailServer({
      onRcptTo: (_address, _session, done) => done(new Error("no such mailbox")),
    });
    await using sender = await senderFor(server.url);
    await expect(sender.send(letter)).rejects.toThrow("no such mailbox");
  });

  it("fails when nothing listens", async () => {
    const server = await mailServer();
    await server[Symbol.asyncDispose]();
    await using sender = await senderFor(server.url);
    await expect(sender.send(letter)).rejects.toThrow("ECONNREFUSED");
  });

  it("fails when the server never says a word", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void silent.close());
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    await using sender = await senderFor(`smtp://127.0.0.1:${port}?greetingTimeout=100`);
    await expect(sender.send(letter)).rejects.toThrow("Greeting never received");
  });

  it("leaves the next one alone", async () => {
    await using server = await mailServer({
      onRcptTo: ({ address }, _session, done) =>
        done(address.startsWith("bob") ? new Error("no such mailbox") : undefined),
    });
    await using sender = await senderFor(server.url);
    await expect(sender.send({ ...letter, destination: "bob@example.com" })).rejects.toThrow("no such mailbox");
    await sender.send(letter);
    expect(server.received).toHaveLength(1);
  });
});

/** A mail's headers, by their names in lower case. */
function headersOf(source = ""): Record<string, string> {
  const [head = ""] = source.split("\r\n\r\n");
  return Object.fromEntries(
    head.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
