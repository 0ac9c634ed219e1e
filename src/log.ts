import { pino } from "pino";
import pretty from "pino-pretty";
import type { Log } from "./domain/services.ts";

/** How much is written: pino's levels, from everything to nothing. */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";

/**
 * Writes to standard error: readable lines for a developer (`local`), JSON for a machine (`shared`).
 * Standard output belongs to what start-up prints.
 */
export function createLog(level: LogLevel, mode: "local" | "shared"): Log {
  const destination = 2;
  if (mode === "shared") return pino({ level, base: null }, pino.destination({ dest: destination, sync: false }));
  const readable = pretty({ destination, singleLine: true, ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l" });
  return pino({ level, base: null }, readable);
}
