import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Mint } from "./mint.ts";

/** What a service that holds one pool serves, its documents in the tests' hands. */
export interface FakeIssuer {
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: string[];
  /** What answers; to be replaced. */
  answer: (path: string, response: ServerResponse) => void;
  stop(): void;
}

/** Serves the documents of a mint on a free port, until the test is done. */
export async function serve(mint: Mint): Promise<FakeIssuer> {
  const documents: Record<string, object> = {
    [`/${mint.poolId}/.well-known/openid-configuration`]: {
      issuer: mint.issuer,
      jwks_uri: "http://unreachable.invalid/",
    },
    [`/${mint.poolId}/.well-known/jwks.json`]: mint.jwks,
  };
  const service: { asked: string[]; answer: FakeIssuer["answer"] } = {
    asked: [],
    answer: (path, response) => {
      const document = documents[path];
      response.writeHead(document ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(document ?? { message: "not there" }));
    },
  };
  const server = createServer((request, response) => {
    service.asked.push(request.url ?? "");
    service.answer(request.url ?? "", response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(stop);
  return Object.assign(service, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop });
}
