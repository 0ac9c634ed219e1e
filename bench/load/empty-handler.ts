/**
 * A process that serves an empty handler on the framework and HTTP server that the service uses: what a request costs
 * when nothing is done. Tells its parent where it listens.
 */
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono().post("/", (c) => c.body(null, 200, { "content-length": "0" }));
const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}`);
});
