import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose";
import { expect, it } from "vitest";
import { faceOf } from "../support/face.ts";
import { forwarderTo } from "../support/forwarder.ts";
import { defaultApp, peopleOf } from "../support/people.ts";
import { launch, type ServiceProcess } from "../support/process.ts";

const { UserPoolId, ClientId } = defaultApp;

it("is reached through a port that is known only later, once its public URL is set", async () => {
  await using service: ServiceProcess = await launch();
  await using published = await forwarderTo(service.url);
  const outside = faceOf(published.url);
  const before = await peopleOf(outside).signIn("alice");
  expect(decodeJwt(before.IdToken).iss).toBe(`${service.url}/${UserPoolId}`);

  await outside.control("PUT", "/public-url", { publicUrl: published.url });

  const issuer = `${published.url}/${UserPoolId}`;
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  const discovery = (await answer.json()) as Record<string, string>;
  expect(discovery.issuer).toBe(issuer);
  for (const [member, value] of Object.entries(discovery)) {
    if (member.endsWith("_endpoint") || member.endsWith("_uri"))
      expect(value.startsWith(`${issuer}/`), member).toBe(true);
  }
  const jwks = createRemoteJWKSet(new URL(discovery.jwks_uri ?? ""));
  const { IdToken, AccessToken } = await peopleOf(outside).signIn("alice");
  await jwtVerify(IdToken, jwks, { issuer, audience: ClientId });
  await jwtVerify(AccessToken, jwks, { issuer });
  const user = await outside.sdk().getUser({ AccessToken });
  expect(user.Username).toBe("alice");
});
