import * as z from "zod";
import type { Services } from "../../domain/services.ts";
import { introspect } from "../../domain/token/introspect.ts";
import { members, readBody } from "./input.ts";
import type { Resource } from "./resource.ts";

const question = members({ token: z.string().min(1, "must not be empty") });

/**
 * What gateways ask of each token where they are stricter than AWS's: POST tells whether it stands, and the time by which
 * its pool goes. After OAuth 2.0 Token Introspection (RFC 7662), in JSON.
 */
export const introspection = (services: Pick<Services, "database" | "clock">): Resource => ({
  POST: async (c) => {
    const { token } = await readBody(c, question, '{"token":"eyJ…"}');
    const { active, reason, now } = await introspect(services, token);
    return c.json({ active, ...(reason !== undefined && { reason }), now: now.toISOString() });
  },
});
