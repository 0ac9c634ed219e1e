import { Hono } from "hono";
import type { Services } from "../domain/services.ts";

/** `GET /health`: 200 while the service can serve, which takes an answer of its database; else 503. */
export function health({ database, log }: Pick<Services, "database" | "log">): Hono {
  return new Hono().get("/health", async (c) => {
    c.header("Cache-Control", "no-store");
    try {
      await database.state.refresh();
      return c.json({ status: "ok" });
    } catch (error) {
      log.error({ error: String(error) }, "the database does not answer");
      return c.json({ status: "unavailable" }, 503);
    }
  });
}
