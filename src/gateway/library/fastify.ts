import type { IncomingHttpHeaders } from "node:http";
import { rememberClaims } from "./claims-of.ts";
import type { Guard, Need } from "./guard.ts";

/** The part of Fastify's reply that is used. */
interface FastifyReply {
  code(status: number): unknown;
  headers(values: Readonly<Record<string, string>>): unknown;
  send(body: string): unknown;
}

/** A hook for Fastify: `app.addHook("onRequest", fastifyGuard(guard, need))`, or a route's own `onRequest`. */
export const fastifyGuard =
  (guard: Guard, need?: Need) =>
  async (request: { readonly headers: IncomingHttpHeaders }, reply: FastifyReply): Promise<unknown> => {
    const authorization = await guard.authorize(request, need);
    if (!authorization.allowed) {
      const { status, headers, body } = authorization.refusal;
      reply.code(status);
      reply.headers(headers);
      // What was sent is given back, so that Fastify goes no further.
      return reply.send(body);
    }
    rememberClaims(request, authorization.claims);
    return undefined;
  };
