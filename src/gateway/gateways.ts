import type { Server } from "node:http";
import type { Api } from "./api.ts";
import type { GatewayServices, PlannedApi } from "./declared/index.ts";
import { serverOf } from "./listener.ts";

/** Opens a port for a server; 0 takes a free one. */
export type Listen = (makeServer: () => Server, api: Api) => Promise<{ readonly url: string; close(): Promise<void> }>;

/** An API that listens. */
export interface Gateway {
  readonly api: Api;
  /** Below which its routes are, without a trailing slash. */
  readonly url: string;
}

export interface Gateways {
  readonly all: readonly Gateway[];
  /** Finishes the requests in flight. */
  close(): Promise<void>;
}

/** Makes the planned APIs and has each listen. Where one cannot, none does. */
export async function openGateways(
  planned: readonly PlannedApi[],
  services: GatewayServices,
  listen: Listen,
): Promise<Gateways> {
  const opened: (Gateway & { close(): Promise<void> })[] = [];
  const close = async () => {
    await Promise.all(opened.map((gateway) => gateway.close()));
    services.backends.close();
  };
  try {
    for (const { make } of planned) {
      const api = make(services);
      const listener = await listen(() => serverOf(api, services), api);
      opened.push({ api, url: `${listener.url}${api.basePath}`, close: listener.close });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { all: opened, close };
}

/** Where each API is, by its name. */
export const apiUrls = ({ all }: Pick<Gateways, "all">): Readonly<Record<string, string>> =>
  Object.fromEntries(all.map(({ api, url }) => [api.name, url]));

/** The table of routes that a start shows: each with what stands before it and what answers. */
export function describeGateways({ all }: Pick<Gateways, "all">): string[] {
  return all.flatMap(({ api, url }) => {
    const { routes } = api;
    const width = (column: "method" | "path" | "guard") =>
      Math.max(column.length, ...routes.map((route) => route[column].length));
    const [method, path, guard] = [width("method"), width("path"), width("guard")];
    const rows = routes.map(
      (route) =>
        `    ${route.method.padEnd(method)}  ${route.path.padEnd(path)}  ${route.guard.padEnd(guard)}  ${route.target}`,
    );
    return [`  ${api.name} (${api.kind}) at ${url}`, ...rows, ...api.notes.map((note) => `    ${note}`)];
  });
}
