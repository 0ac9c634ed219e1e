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
  const readable = pretty({
    ...{ destination, singleLine: true, translateTime: "SYS:HH:MM:ss.l" },
    messageFormat: ({ operation, msg, reason }) => sentence(operation, msg, reason),
    ignore: "pid,hostname,operation,reason",
  });
  return pino({ level, base: null }, readable);
}

/** What a developer looks for comes first: `InitiateAuth refused: the password is wrong`. */
function sentence(operation: unknown, text: unknown, reason: unknown): string {
  const subject = operation ? `${operation} ` : "";
  const because = reason ? `: ${reason}` : "";
  // A reason may repeat what somebody sent: it must not end the line, nor steer the terminal.
  return `${subject}${text}${because}`.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
