import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { gatewayForAll } from "./support/gateway.ts";
import { loadBalancerOf } from "./support/load-balancer.ts";
import { mintOf } from "./support/mint.ts";

const mint = mintOf();
const { apis, asked } = await loadBalancerOf();

describe("A load balancer keeps who is not signed in from what a rule guards", () => {
  const gateway = gatewayForAll(apis, {
    mint,
    functions: { Echo: () => undefined } as never,
    findSignIn: () => Promise.reject(new Error("nobody signs in here")),
  });

  /** What comes back for bytes that no client of HTTP would send. */
  async function sent(bytes: string): Promise<string> {
    const { hostname, port } = new URL(gateway.current.urls.Listener ?? "");
    const socket = connect(Number(port), hostname);
    socket.write(bytes);
    return (await socket.toArray()).join("");
  }

  it.each(["/open/../api/orders", "/open/%2e%2e/api/orders", "/open/\\..\\..\\api/orders"])(
    "by a path that leads elsewhere: %s",
    async (path) => {
      const answer = await sent(`GET ${path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n`);
      expect(answer).toContain(JSON.stringify({ url: path }).slice(1, -1));
    },
  );

  it("by a second host", async () => {
    asked.length = 0;
    const answer = await sent("GET /open/a HTTP/1.1\r\nHost: inner\r\nHost: shop\r\nConnection: close\r\n\r\n");
    expect([answer.split("\r\n")[0], asked]).toEqual(["HTTP/1.1 400 Bad Request", []]);
  });

  it.each(["GET", "HEAD", "DELETE", "OPTIONS"])(
    "by a second request in the body of a first one, with %s",
    async (method) => {
      asked.length = 0;
      const smuggled = "GET /api/orders HTTP/1.1\r\nHost: shop\r\nx-amzn-oidc-identity: alice\r\n\r\n";
      const chunk = `${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`;
      await sent(
        `${method} /open/a HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk}`,
      );
      expect(asked).toEqual([`${method} /open/a`]);
    },
  );
});
