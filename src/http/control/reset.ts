import * as z from "zod";
import type { Services } from "../../domain/services.ts";
import { members, readQuery } from "./input.ts";
import type { Resource } from "./resource.ts";

const scope = members({ userPoolId: z.string().min(1, "must not be empty").optional() });

/**
 * Back to the declared state: POST for the whole service, or for one pool of it. What earlier calls have left to be done
 * comes before (`settled`).
 */
export const resetting = (
  { log }: Pick<Services, "log">,
  reset: (userPoolId?: string) => Promise<void>,
  settled: () => Promise<void>,
): Resource => ({
  POST: async (c) => {
    const { userPoolId } = readQuery(c, scope);
    await settled();
    await reset(userPoolId);
    log.info({ userPoolId }, `${userPoolId === undefined ? "the service" : "a pool"} was reset to the declared state`);
    return c.body(null, 204);
  },
});
