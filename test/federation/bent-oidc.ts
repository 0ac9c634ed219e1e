import type { webcrypto } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** A provider as short as it can be, each of whose answers a test can bend. */
export interface BentOidc {
  readonly issuer: string;
  /** Signs ID tokens as the provider does. */
  readonly privateKey: webcrypto.CryptoKey;
  /** What it tells of whoever comes. */
  person: Record<string, unknown> & { sub: string };
  bend: Bends;
  /** Requests that reached it, newest last. */
  readonly requests: { method: string; path: string; body: URLSearchParams; authorization?: string | undefined }[];
  /** Paths that lead elsewhere. */
  readonly redirects: Map<string, string>;
  close(): Promise<void>;
}

/** What it does otherwise than it should. */
export interface Bends {
  /** The parameters with which people are sent back. */
  readonly answer?: (answer: Record<string, string>) => Record<string, string>;
  readonly idToken?: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** The whole token, from its claims. */
  readonly sign?: (claims: Record<string, unknown>) => Promise<string>;
  readonly token?: (response: ServerResponse) => void;
  readonly jwks?: (response: ServerResponse) => void;
  readonly userInfo?: (claims: Record<string, unknown>) => Record<string, unknown>;
}

export const bentClient = { client_id: "app", client_secret: "a secret of at least thirty-two bytes" };

export async function openBentOidc(): Promise<BentOidc> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const codes = new Map<string, Record<string, unknown>>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bent: BentOidc = {
    ...{ issuer, privateKey, requests: [], redirects: new Map(), bend: {}, person: { sub: "1" } },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  const json = (response: ServerResponse, body: object) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", issuer);
    let text = "";
    for await (const chunk of request) text += chunk;
    const { method = "", headers } = request;
    bent.requests.push({
      ...{ method, path: url.pathname, authorization: headers.authorization },
      body: new URLSearchParams(method === "GET" ? url.search : text),
    });
    const { bend, person } = bent;
    const elsewhere = bent.redirects.get(url.pathname);
    if (elsewhere) return void response.writeHead(302, { location: elsewhere }).end();
    if (url.pathname === "/.well-known/openid-configuration") {
      return void json(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
      });
    }
    if (url.pathname === "/jwks") return bend.jwks ? bend.jwks(response) : void json(response, { keys: [jwk] });
    if (url.pathname === "/authorize") {
      const code = `code-${codes.size}`;
      codes.set(code, { nonce: url.searchParams.get("nonce") });
      const sent = { code, state: url.searchParams.get("state") ?? "" };
      const back = `${url.searchParams.get("redirect_uri")}?${new URLSearchParams(bend.answer?.(sent) ?? sent)}`;
      return void response.writeHead(302, { location: back }).end();
    }
    if (url.pathname === "/userinfo") return void json(response, bend.userInfo?.(person) ?? person);
    if (url.pathname !== "/token") return void response.writeHead(404).end();
    if (bend.token) return bend.token(response);
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: issuer, aud: bentClient.client_id, sub: person.sub, iat: now, exp: now + 300 };
    const { nonce } = codes.get(new URLSearchParams(text).get("code") ?? "") ?? {};
    const claims = { ...usual, nonce };
    const bentClaims = bend.idToken?.(claims) ?? claims;
    const sign =
      bend.sign ?? ((given) => new SignJWT(given).setProtectedHeader({ alg: "RS256", kid: "one" }).sign(privateKey));
    json(response, {
      ...{ access_token: "an-access-token", token_type: "Bearer", expires_in: 300, refresh_token: "a-refresh-token" },
      id_token: await sign(bentClaims),
    });
  }

  return bent;
}
