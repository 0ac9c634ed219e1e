import { createHash, randomBytes } from "node:crypto";
import { password } from "../../people.ts";
import type { HttpAnswer, HttpConnection } from "../http-connection.ts";
import { cycle, type Scenario } from "../scenario.ts";
import { callback, fetchTokens, makeWebApp, scope, type WebApp } from "../web-app.ts";

/** A token for an app itself. */
export const clientCredentials: Scenario = async ({ connections, target }) => {
  const app = await makeWebApp(connections[0]!, target, "client_credentials");
  return (lane) => fetchTokens(connections[lane]!, app, { grant_type: "client_credentials", scope });
};

/** All of a sign-in on the pages: the request, the form, the answer to it, and tokens for the code. */
export const codeFlow: Scenario = async ({ connections, target }) => {
  const app = await makeWebApp(connections[0]!, target, "code");
  const next = cycle(target.regulars);
  for (const username of target.regulars) await signIn(connections[0]!, app, username);
  return (lane) => signIn(connections[lane]!, app, next());
};

/** The page to sign in on, as a browser that has no session asks for it. */
export const loginPage: Scenario = async ({ connections, target }) => {
  const { base, clientId } = await makeWebApp(connections[0]!, target, "code");
  const query = new URLSearchParams({ client_id: clientId, redirect_uri: callback, response_type: "code" });
  return async (lane) => {
    const { status, body } = await connections[lane]!.request("GET", `${base}/login?${query}`);
    if (status !== 200) throw new Error(`The page to sign in on was answered ${status} ${body}`);
  };
};

/** Whom an access token speaks for. */
export const userInfo: Scenario = async ({ connections, target }) => {
  const app = await makeWebApp(connections[0]!, target, "code");
  const tokens: string[] = [];
  for (const username of target.regulars) tokens.push(await signIn(connections[0]!, app, username));
  const next = cycle(tokens);
  return async (lane) => {
    const headers = `authorization: Bearer ${next()}\r\n`;
    const { status, body } = await connections[lane]!.request("GET", `${app.base}/oauth2/userInfo`, headers);
    if (status !== 200) throw new Error(`userInfo answered ${status} ${body}`);
  };
};

/** The pool's public keys. */
export const jwks: Scenario =
  async ({ connections, target }) =>
  async (lane) => {
    const { status } = await connections[lane]!.request("GET", `/${target.userPoolId}/.well-known/jwks.json`);
    if (status !== 200) throw new Error(`The JWKS was answered ${status}`);
  };

/** Gives the access token. */
async function signIn(connection: HttpConnection, app: WebApp, username: string): Promise<string> {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    ...{ client_id: app.clientId, redirect_uri: callback, response_type: "code", scope: "openid email" },
    ...{ state: "a state", nonce: "a nonce", code_challenge_method: "S256" },
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  });
  const asked = await connection.request("GET", `${app.base}/oauth2/authorize?${query}`);
  const page = locationOf(asked);
  const form = await connection.request("GET", page);
  const cookies = [...form.head.matchAll(/\r\nset-cookie: *([^;\r]+)/gi)].map(([, cookie]) => cookie).join("; ");
  const hidden = [...form.body.toString().matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const fields = new URLSearchParams(hidden.map(([, name = "", value = ""]): [string, string] => [name, value]));
  fields.set("username", username);
  fields.set("password", password);
  const headers = `content-type: application/x-www-form-urlencoded\r\n${cookies && `cookie: ${cookies}\r\n`}`;
  const back = new URL(locationOf(await connection.request("POST", page, headers, fields.toString())));
  const code = back.searchParams.get("code") ?? "";
  const exchange = { grant_type: "authorization_code", redirect_uri: callback, code, code_verifier: verifier };
  return JSON.parse(String(await fetchTokens(connection, app, exchange))).access_token;
}

function locationOf({ status, head, body }: HttpAnswer): string {
  const [, location] = /\r\nlocation: *(\S+)/i.exec(head) ?? [];
  if (!location) throw new Error(`A redirect was expected, and the answer is ${status} ${body}`);
  return location;
}
