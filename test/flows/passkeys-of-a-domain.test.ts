import { describe, expect, it } from "vitest";
import { softwareAuthenticator } from "../support/authenticator.ts";
import { signingIn } from "../support/mfa.ts";
import { makePasskeyApp, passkeysOf } from "../support/passkeys.ts";
import { databases, startForAll } from "../support/start.ts";

const CertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

describe.each(databases)("Passkeys where the pool names no relying party, on %s,", async (kind) => {
  const service = await startForAll(kind);
  const sdk = () => service.current.sdk();

  it("are those of its prefix domain, with which people sign in, and of its custom domain once there is one", async () => {
    const app = await makePasskeyApp(service.current, { UserVerification: "preferred" });
    const { UserPoolId } = app;
    const { cognito, makeSignedIn, initiate, answer } = signingIn(service.current, app);
    const { AccessToken } = await makeSignedIn("anna");
    const { begin, register } = passkeysOf(service.current);
    await expect(begin(AccessToken)).rejects.toMatchObject({ name: "WebAuthnConfigurationMissingException" });
    const choose = () => initiate("USER_AUTH", { USERNAME: "anna", PREFERRED_CHALLENGE: "WEB_AUTHN" });

    const Domain = `shop-${kind}`;
    await cognito.createUserPoolDomain({ UserPoolId, Domain });
    expect((await begin(AccessToken)).rp?.id).toBe(`${Domain}.auth.localhost`);
    const authenticator = softwareAuthenticator();
    const origin = `http://${Domain}.auth.localhost:9500`;
    await register(AccessToken, authenticator, origin);
    const { ChallengeName, ChallengeParameters = {}, Session } = await choose();
    expect(ChallengeName).toBe("WEB_AUTHN");
    const options = JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS ?? "{}");
    expect(options.rpId).toBe(`${Domain}.auth.localhost`);
    const CREDENTIAL = JSON.stringify(authenticator.get(options, origin));
    const { AuthenticationResult } = await answer("WEB_AUTHN", "anna", Session, { CREDENTIAL });
    expect(AuthenticationResult?.AccessToken).toBeDefined();

    const custom = `login.${kind}.example.com`;
    await cognito.createUserPoolDomain({ UserPoolId, Domain: custom, CustomDomainConfig: { CertificateArn } });
    expect((await begin(AccessToken)).rp?.id).toBe(custom);
  });

  it("are of the public URL's host behind the prefix, where that is no address", async () => {
    const app = await makePasskeyApp(service.current, { UserVerification: "preferred" });
    const Domain = `host-${kind}`;
    await sdk().createUserPoolDomain({ UserPoolId: app.UserPoolId, Domain });
    const { AccessToken } = await signingIn(service.current, app).makeSignedIn("bert");
    const announce = (publicUrl: string | null) => service.current.control("PUT", "/public-url", { publicUrl });
    const rpIdAt = async (publicUrl: string) => {
      await announce(publicUrl);
      return (await passkeysOf(service.current).begin(AccessToken)).rp?.id;
    };
    expect(await rpIdAt("https://id.example.com")).toBe(`${Domain}.auth.id.example.com`);
    expect(await rpIdAt("http://127.0.0.1:9500")).toBe(`${Domain}.auth.localhost`);
    await announce(null);
  });
});
