import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { afterAll } from "vitest";

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

const urlOf = (server: { address(): unknown }) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** A backend that answers as `handle` does, until the tests of this file are done. */
export async function backendOf(handle: Handle): Promise<string> {
  const server = createServer(handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return urlOf(server);
}

/** A backend that answers whatever comes with these bytes, be they HTTP or not, and hangs up. */
export async function rawBackendOf(bytes: string): Promise<string> {
  const server = createSocketServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => void socket.end(bytes));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => void server.close());
  return urlOf(server);
}
