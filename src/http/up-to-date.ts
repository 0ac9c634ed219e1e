import type { MiddlewareHandler } from "hono";
import type { Services } from "../domain/services.ts";

/** Reads the service's state before a request is answered, so that what another instance was told holds here too. */
export const upToDate =
  ({ database }: Pick<Services, "database">): MiddlewareHandler =>
  async (_c, next) => {
    await database.state.refresh();
    await next();
  };
