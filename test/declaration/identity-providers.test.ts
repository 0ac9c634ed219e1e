import { describe, expect, it } from "vitest";
import { google, oidc } from "../operations/identity-providers.ts";
import { freshDatabase } from "../support/databases.ts";
import { databases, type Poolhouse } from "../support/start.ts";
import { mistakesIn } from "./declare.ts";
import { poolWith, starterOn } from "./declared-pool.ts";

const namesIn = async (service: Poolhouse, UserPoolId: string) => {
  const { Providers } = await service.sdk().listIdentityProviders({ UserPoolId });
  return Providers?.map(({ ProviderName }) => ProviderName);
};

describe.each(databases)("Declared identity providers, on %s", async (kind) => {
  const run = starterOn(await freshDatabase[kind]());

  const declared = (...providers: object[]) => {
    const app = { ClientId: `web${kind}`, ClientName: "web", SupportedIdentityProviders: ["Google"] };
    return poolWith({ Id: "us-east-1_Federated", Clients: [app], IdentityProviders: [google, ...providers] });
  };
  const UserPoolId = "us-east-1_Federated";

  it("are there from the start, as are the clients that support them", async () => {
    await run([declared({ ...oidc("Company"), IdpIdentifiers: ["company.example"] })], async (service) => {
      expect(await namesIn(service, UserPoolId)).toEqual(["Company", "Google"]);
      const { UserPoolClient } = await service.sdk().describeUserPoolClient({ UserPoolId, ClientId: `web${kind}` });
      expect(UserPoolClient?.SupportedIdentityProviders).toEqual(["Google"]);
    });
  });

  it("return to the file at the next start, their identifiers too, and to the first day at a reset", async () => {
    const company = (issuer: string) => ({
      ...oidc("Company", { oidc_issuer: issuer }),
      IdpIdentifiers: ["company.example"],
    });
    const byIdentifier = { UserPoolId, IdpIdentifier: "company.example" };
    await run([declared(company("https://one.example.com"))], async (service) => {
      const cognito = service.sdk();
      await cognito.updateIdentityProvider({ UserPoolId, ProviderName: "Company", IdpIdentifiers: [] });
      await cognito.createIdentityProvider({ UserPoolId, ...oidc("Late"), IdpIdentifiers: ["company.example"] });
    });
    await run([declared(company("https://two.example.com"))], async (service) => {
      const { IdentityProvider } = await service.sdk().getIdentityProviderByIdentifier(byIdentifier);
      expect(IdentityProvider).toMatchObject({
        ProviderName: "Company",
        ProviderDetails: { oidc_issuer: "https://two.example.com" },
      });
      expect(await namesIn(service, UserPoolId)).toEqual(["Company", "Google", "Late"]);
      await service.control("POST", "/reset");
      expect(await namesIn(service, UserPoolId)).toEqual(["Company", "Google"]);
    });
  });
});

describe("Mistakes in declared identity providers", () => {
  it("are found before anything is stored", () => {
    const mistakes = mistakesIn(`
userPools:
  - Id: us-east-1_Pool
    PoolName: people
    Clients:
      - { ClientId: web, ClientName: web, SupportedIdentityProviders: [Nobody] }
    IdentityProviders:
      - ProviderName: Google
        ProviderType: Google
        ProviderDetails: { client_id: id }
`);
    expect(mistakes).toEqual([
      expect.stringContaining("The provider Nobody does not exist for User Pool us-east-1_Pool."),
      expect.stringContaining("clientId, clientSecret and authorizeScopes are all required idp details."),
    ]);
  });
});
