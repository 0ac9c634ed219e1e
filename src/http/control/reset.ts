import * as z from "zod";
import { members, readQuery } from "./input.ts";
import type { Resource } from "./resource.ts";

const scope = members({ userPoolId: z.string().min(1, "must not be empty").optional() });

/** Back to the declared state: POST for the whole service, or for one pool of it. */
export const resetting = (reset: (userPoolId?: string) => Promise<void>): Resource => ({
  POST: async (c) => {
    await reset(readQuery(c, scope).userPoolId);
    return c.body(null, 204);
  },
});
