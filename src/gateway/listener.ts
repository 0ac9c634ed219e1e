import { createServer, type Server } from "node:http";
import type { Clock } from "../clock.ts";
import type { Api } from "./api.ts";
import { json, send } from "./exchange/answer.ts";
import { readRequest } from "./exchange/request.ts";
import type { GatewayLog } from "./log.ts";

/** Enough to read what AWS refuses, and to say so as AWS does. */
const maxHeaderSize = 256 * 1024;

/** A server of Node's that answers by an API. It listens nowhere yet. */
export function serverOf(api: Api, { clock, log }: { clock: Pick<Clock, "machineNow">; log: GatewayLog }): Server {
  return createServer({ maxHeaderSize }, (incoming, response) => {
    // A client that goes away is no failure, and has nobody to be told.
    response.on("error", () => undefined);
    incoming.on("error", () => undefined);
    const request = readRequest(incoming, clock.machineNow());
    // A rule would be found by one and the backend's own by the other (RFC 9112 section 3.2).
    if (request.headers.all("host").length > 1) {
      send(response, json(400, { message: "Bad Request" }), request.method);
      incoming.resume();
      return;
    }
    api
      .handle(request)
      .then((answer) => send(response, answer, request.method))
      .catch((error: unknown) => {
        if (incoming.destroyed && !incoming.complete) return;
        log.warn({ api: api.name, error: error instanceof Error ? error.stack : String(error) }, "failed");
        if (!response.headersSent) send(response, json(500, { message: "Internal server error" }), request.method);
      })
      // Whatever of the request nobody has read must not stay in the way of the next.
      .finally(() => incoming.resume());
  });
}
