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

describe.each(databases)("Declared stand-ins, on %s", async (kind) => {
  const run = starterOn(await freshDatabase[kind]());
  const UserPoolId = "us-east-1_StandIns";
  const standIn = { ProviderName: "Google", ProviderType: "Google", standIn: true };
  const declared = (provider: object) => poolWith({ Id: UserPoolId, IdentityProviders: [provider] });
  const google = async (service: Poolhouse) =>
    (await service.sdk().describeIdentityProvider({ UserPoolId, ProviderName: "Google" })).IdentityProvider;
  const isThere = async (service: Poolhouse) =>
    (await fetch(`${service.url}/_standin/${UserPoolId}/Google/jwks`)).status === 200;

  it("need no registration, and stand until the file says otherwise", async () => {
    const modified = await run([declared(standIn)], async (service) => {
      const { ProviderDetails, LastModifiedDate } = (await google(service)) ?? {};
      expect(ProviderDetails).toMatchObject({ client_id: "stand-in", client_secret: "stand-in" });
      expect(await isThere(service)).toBe(true);
      return LastModifiedDate;
    });
    await run([declared(standIn)], async (service) => {
      expect((await google(service))?.LastModifiedDate).toEqual(modified);
      await service.control("POST", "/reset");
      expect(await isThere(service)).toBe(true);
    });
    const ProviderDetails = { client_id: "id", client_secret: "secret", authorize_scopes: "openid" };
    await run([declared({ ...standIn, standIn: false, ProviderDetails })], async (service) => {
      expect(await isThere(service)).toBe(false);
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
