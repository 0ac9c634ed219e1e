import { describe, expect, it } from "vitest";
import { machineClock } from "../../src/clock.ts";
import { discover } from "../../src/domain/identity-provider/discover.ts";
import { newIdentityProvider } from "../../src/domain/identity-provider/new-identity-provider.ts";
import { createLog } from "../../src/log.ts";
import { oidc } from "../operations/identity-providers.ts";
import { examplePool } from "../store/examples.ts";

/** What comes of a document at a provider whose issuer is `https://idp.example.com`. */
function found(document: object) {
  const services = {
    ...{ clock: machineClock(), localUrls: "taken" as const, log: createLog("silent", "local") },
    providerDocuments: { fetch: async () => JSON.stringify(document), readSamlMetadata: async () => undefined },
  } as const;
  const {
    authorize_url: _,
    token_url: _1,
    attributes_url: _2,
    jwks_uri: _3,
    ...details
  } = oidc("Any").ProviderDetails ?? {};
  const provider = newIdentityProvider(services, examplePool(), { ...oidc("Any"), ProviderDetails: details });
  return discover(services, provider);
}

// Through the front door, at issuers of http: test/operations/identity-provider.test.ts.
describe("The document of an issuer that is secure", () => {
  it("may name endpoints at other hosts", async () => {
    const document = { token_endpoint: "https://tokens.example.net/token", jwks_uri: "https://keys.example.net/" };
    expect((await found(document)).content.discovered).toEqual({
      ...{ token_url: document.token_endpoint, jwks_uri: document.jwks_uri },
    });
  });

  it.each([
    ["http://tokens.example.net/token"],
    ["http://127.0.0.1:9500/token"],
    ["http://metadata/latest"],
    ["file:///etc/passwd"],
    ["javascript:alert(1)"],
  ])("cannot lead the service to %s", async (token_endpoint) => {
    await expect(found({ token_endpoint })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Unable to contact well-known endpoint",
    });
  });
});
