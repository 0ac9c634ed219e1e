import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { callback, makeWebApp, post, type WebApp } from "./app.ts";
import { userAgent } from "./user-agent.ts";

const verifier = "a-verifier-of-forty-three-characters-or-more-0123";
const challenge = createHash("sha256").update(verifier).digest("base64url");

describe.each(databases)("The code flow, on %s", async (kind) => {
  const service = await startForAll(kind);
  let app: WebApp;

  beforeAll(async () => {
    app = await makeWebApp(service.current);
    await peopleOf(service.current, app).make("anna");
  });

  it("signs somebody in and gives the app tokens", async () => {
    const { attributesOf } = peopleOf(service.current, app);
    const asked = { scope: "openid email", state: "a state", nonce: "n-1" };
    const at = await userAgent().signIn(
      app.authorizeUrl({ ...asked, code_challenge: challenge, code_challenge_method: "S256" }),
      "anna",
    );
    expect(at.origin + at.pathname).toBe(callback);
    expect([...at.searchParams.keys()]).toEqual(["code", "state"]);
    expect(at.searchParams.get("state")).toBe("a state");

    const fields = { grant_type: "authorization_code", client_id: app.ClientId, redirect_uri: callback };
    const code = at.searchParams.get("code") ?? "";
    const { status, body } = await post(`${app.base}/oauth2/token`, { ...fields, code, code_verifier: verifier });
    expect([status, Object.keys(body)]).toEqual([
      200,
      ["id_token", "access_token", "refresh_token", "expires_in", "token_type"],
    ]);
    const { sub } = await attributesOf("anna");
    const [access, id] = [decodeJwt(body.access_token), decodeJwt(body.id_token)];
    expect(access).toMatchObject({ sub, scope: "openid email", token_use: "access", version: 2, username: "anna" });
    expect(id).toMatchObject({ sub, aud: app.ClientId, nonce: "n-1", email: "anna@example.com", email_verified: true });
    const half = createHash("sha256").update(body.access_token).digest().subarray(0, 16);
    expect(id.at_hash).toBe(half.toString("base64url"));
    expect(id.event_id).toBe(access.event_id);
  });
});
