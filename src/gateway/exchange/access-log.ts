import type { GatewayLog } from "../log.ts";
import type { Answer } from "./answer.ts";
import { contextValue } from "./context-value.ts";
import type { Exchange } from "./exchange.ts";

const variable = /\$context\.(?:[\w:.-]|\[['"][^'"]+['"]\])*[\w\])]/g;

/** A line for one request by a format of the template's: names under `$context.` in it, `-` where there is nothing. */
export function formatAccess(format: string, exchange: Exchange, told: Readonly<Record<string, unknown>>): string {
  return format.replaceAll(variable, (name) => {
    const key = name.slice("$context.".length);
    const value = Object.hasOwn(told, key) ? told[key] : contextValue(exchange, key);
    // What stands in the quotes of a JSON format has to stay in them.
    return value === undefined || value === null ? "-" : JSON.stringify(String(value)).slice(1, -1);
  });
}

/** Writes the line that the stage asks for; as an object where the format is JSON. */
export function logAccess(
  log: GatewayLog,
  { format, exchange, answer, latency }: { format: string; exchange: Exchange; answer: Answer; latency: number },
): void {
  const { status, body } = answer;
  const length = typeof body === "string" || Buffer.isBuffer(body) ? Buffer.byteLength(body) : undefined;
  const line = formatAccess(format, exchange, { status, responseLength: length, responseLatency: latency });
  log.info({ api: exchange.api.name, access: parsed(line) }, "access");
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
