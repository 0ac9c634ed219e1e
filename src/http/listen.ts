import { once } from "node:events";
import type { Server } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, isIPv6 } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { StartError } from "../start-error.ts";
import type { Credentials } from "./host-certificates.ts";

/** What answers a request: a Hono app's `fetch`. */
export type Fetch = Hono["fetch"];

/** What listens: one port, on one address or, for loopback, on both of its addresses. */
export interface Listener {
  readonly port: number;
  /** How this machine reaches it: by name where it listens on loopback or on every address. */
  readonly url: string;
  /** Takes no more connections, and ends when the requests in flight have been answered, or after 25 seconds. */
  close(): Promise<void>;
}

/** The address or port cannot be had. The message is one line for the person who started the service. */
export class UnusablePort extends StartError {
  override readonly name = "UnusablePort";
}

const loopback = ["127.0.0.1", "::1"];
const portChoices = 20;
/** Longer than the slowest answer, which waits for a mail server; who is left by then has not sent the whole request. */
const graceMs = 25_000;

/** Listens as `listenWith` does, and answers as `fetch` does; with `tls` by HTTPS. */
export function listen(fetch: Fetch, host: string, port: number, tls?: Credentials): Promise<Listener> {
  const makeServer = () => (tls ? createSecureServer(fetch, tls) : (createAdaptorServer({ fetch }) as Server));
  return listenWith(
    makeServer,
    tls ? { host, port, chosenBy: "--https-port", scheme: "https" } : { host, port, chosenBy: "--port" },
  );
}

/** Where to listen, and what a person changes to listen elsewhere. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly chosenBy: string;
  readonly scheme?: "https";
}

/**
 * Listens on `host` and `port`; port 0 takes a free one. `127.0.0.1` and `localhost` mean all of loopback, because clients
 * resolve `localhost` to either of its addresses. Rejects with UnusablePort.
 */
export async function listenWith(makeServer: () => Server, { host, port, chosenBy, scheme }: Place): Promise<Listener> {
  const hosts = host === "localhost" || host === "127.0.0.1" ? loopback : [host];
  for (let choice = 1; ; choice++) {
    const servers: Server[] = [];
    try {
      for (const address of hosts) {
        const server = await listenOn(makeServer, address, servers[0] ? portOf(servers[0]) : port);
        if (server) servers.push(server);
      }
      const [first] = servers;
      if (!first) throw new UnusablePort(`There is no address to listen on for ${host}.`);
      return {
        port: portOf(first),
        url: `${scheme ?? "http"}://${nameOf(host)}:${portOf(first)}`,
        close: async () => void (await Promise.all(servers.map(close))),
      };
    } catch (error) {
      await Promise.all(servers.map(close));
      // A port that was free on 127.0.0.1 may be taken on ::1: choose another.
      if (port === 0 && servers.length > 0 && codeOf(error) === "EADDRINUSE" && choice < portChoices) continue;
      throw codeOf(error)
        ? new UnusablePort(reasonFor(error as ListenError, { host, port, chosenBy }), { cause: error })
        : error;
    }
  }
}

function nameOf(host: string): string {
  if (["127.0.0.1", "0.0.0.0", "::"].includes(host)) return "localhost";
  return isIPv6(host) ? `[${host}]` : host;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const createSecureServer = (fetch: Fetch, serverOptions: Credentials): Server =>
  createAdaptorServer({ fetch, createServer, serverOptions }) as Server;

/** Undefined where the machine has no such address: IPv6 is absent in many containers. */
async function listenOn(makeServer: () => Server, host: string, port: number): Promise<Server | undefined> {
  const server = makeServer();
  server.listen({ host, port });
  try {
    await once(server, "listening");
    return server;
  } catch (error) {
    const absent = loopback.includes(host) && ["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(codeOf(error) ?? "");
    if (absent) return undefined;
    throw error;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** What Node says of an address that cannot be had. */
interface ListenError extends NodeJS.ErrnoException {
  /** Which of loopback's two it was. */
  readonly address?: string;
}

function reasonFor({ code, address = "" }: ListenError, { host, port, chosenBy }: Place): string {
  if (code === "EADDRINUSE")
    return `Port ${port} is taken on ${address || host}; ${chosenBy} chooses another, and 0 a free one.`;
  if (code === "EACCES") return `This user may not listen on port ${port}; ${chosenBy} chooses another.`;
  return `${host} is no address of this machine (${code}); --host chooses another.`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  // A connection that is kept alive would hold the end up until its client lets go: each is closed once it is answered.
  server.prependListener("request", (_request, response) => response.setHeader("Connection", "close"));
  server.close();
  const answered = setInterval(() => server.closeIdleConnections(), 20);
  const grace = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(answered);
  clearTimeout(grace);
}
