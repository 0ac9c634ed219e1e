import type { ErrorHandler } from "hono";
import type { Log } from "../domain/services.ts";

/** Answers for what nothing has foreseen: the log has it, the client learns no more than that. */
export const failed =
  (log: Log): ErrorHandler =>
  (error, c) =>
    internalError(log, c.req.path, error);

export function internalError(log: Log, path: string, error: unknown): Response {
  log.error({ path, error: error instanceof Error ? error.stack : String(error) }, "failed");
  return Response.json({ message: "Internal error; the service's log has it." }, { status: 500 });
}
