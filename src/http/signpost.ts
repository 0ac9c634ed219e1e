import { Hono } from "hono";
import packageJson from "../../package.json" with { type: "json" };
import type { Services } from "../domain/services.ts";

/** `GET /`: where things are, as text for whoever opens the service in a browser. It names no pool. */
export function signpost({ publicUrl }: Pick<Services, "publicUrl">): Hono {
  return new Hono().get("/", (c) => {
    c.header("Cache-Control", "no-store");
    return c.text(
      [
        `Poolhouse ${packageJson.version}, an identity service that speaks Amazon Cognito`,
        "",
        `  for AWS SDKs and Amplify  ${publicUrl()}`,
        `  for OIDC clients          ${publicUrl()}/<pool id>/.well-known/openid-configuration`,
        `  for tests: inbox, reset   ${publicUrl()}/_poolhouse/`,
        `  whether it serves         ${publicUrl()}/health`,
        "",
      ].join("\n"),
    );
  });
}
