import { describe, expect, it } from "vitest";
import { freshDatabase } from "../support/databases.ts";
import { databases, type Poolhouse } from "../support/start.ts";
import { keptLog, mistakesIn } from "./declare.ts";
import { poolWith, starterOn } from "./declared-pool.ts";

const scope = (ScopeName: string) => ({ ScopeName, ScopeDescription: ScopeName });
const orders = { Identifier: "orders", Name: "Orders", Scopes: [scope("read"), scope("write")] };
const machine = {
  ...{ ClientName: "machine", ClientSecret: "thesecretofthemachine0000001" },
  ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"] },
};

const holderOf = async (service: Poolhouse, Domain: string) =>
  (await service.sdk().describeUserPoolDomain({ Domain })).DomainDescription?.UserPoolId;

describe.each(databases)("Declared domains and resource servers, on %s", async (kind) => {
  const startedWith = starterOn(await freshDatabase[kind]());

  it("are there at once, and a declared client may name the scopes", async () => {
    const pool = poolWith({ Domains: [{ Domain: "declared" }], ResourceServers: [orders] });
    const client = { ...machine, ClientId: "machine1", AllowedOAuthScopes: ["orders/read"] };
    await startedWith([{ ...pool, Clients: [client] }], async (service) => {
      const UserPoolId = pool.Id;
      expect(await holderOf(service, "declared")).toBe(UserPoolId);
      const described = await service.sdk().describeResourceServer({ UserPoolId, Identifier: "orders" });
      expect(described.ResourceServer).toEqual({ UserPoolId, ...orders });
      const { UserPoolClient } = await service.sdk().describeUserPoolClient({ UserPoolId, ClientId: "machine1" });
      expect(UserPoolClient?.AllowedOAuthScopes).toEqual(["orders/read"]);
    });
  });

  it("return to the file at a start, and what is not in it stays and is named", async () => {
    const pool = poolWith({ Domains: [{ Domain: "settled" }], ResourceServers: [orders] });
    const UserPoolId = pool.Id;
    await startedWith([pool], async (service) => {
      const sdk = service.sdk();
      await sdk.updateResourceServer({ UserPoolId, Identifier: "orders", Name: "Renamed" });
      await sdk.createResourceServer({ UserPoolId, Identifier: "late", Name: "Late", Scopes: [scope("list")] });
      await sdk.deleteUserPoolDomain({ UserPoolId, Domain: "settled" });
      const { UserPool } = await sdk.createUserPool({ PoolName: "squatter" });
      await sdk.createUserPoolDomain({ UserPoolId: UserPool?.Id, Domain: "settled" });
      await sdk.createUserPoolDomain({ UserPoolId, Domain: "instead" });
      await sdk.createUserPoolClient({ UserPoolId, ClientName: "x", AllowedOAuthScopes: ["late/list"] });
    });
    const log = keptLog();
    await startedWith(
      [pool],
      async (service) => {
        const { ResourceServers } = await service.sdk().listResourceServers({ UserPoolId });
        expect(ResourceServers?.map(({ Name }) => Name)).toEqual(["Late", "Orders"]);
        expect(await holderOf(service, "settled")).toBe(UserPoolId);
        expect(await holderOf(service, "instead")).toBeUndefined();
      },
      log,
    );
    expect(log.lines.join("\n")).toContain(`{"resourceServers":["${UserPoolId}/late"]}`);
  });

  it("return to the file at a reset", async () => {
    const pool = poolWith({ Domains: [{ Domain: "reset" }], ResourceServers: [orders] });
    const UserPoolId = pool.Id;
    await startedWith([pool], async (service) => {
      const sdk = service.sdk();
      await sdk.deleteResourceServer({ UserPoolId, Identifier: "orders" });
      await sdk.createResourceServer({ UserPoolId, Identifier: "late", Name: "Late" });
      await sdk.deleteUserPoolDomain({ UserPoolId, Domain: "reset" });
      await service.control("POST", "/reset");
      const { ResourceServers } = await sdk.listResourceServers({ UserPoolId });
      expect(ResourceServers?.map(({ Identifier }) => Identifier)).toEqual(["orders"]);
      expect(await holderOf(service, "reset")).toBe(UserPoolId);
    });
  });
});

describe.each(databases)("A declared client's style and terms, on %s", async (kind) => {
  const startedWith = starterOn(await freshDatabase[kind]());
  const Settings = { categories: { global: { colorSchemeMode: "DARK" } } };
  const Links = { "cognito:default": "https://example.com/terms" };
  const terms = { TermsName: "terms-of-use", TermsSource: "LINK", Enforcement: "NONE", Links };
  const icon = { Category: "FORM_LOGO", ColorMode: "DARK", Extension: "SVG", Bytes: "PHN2Zy8+" };
  const pool = poolWith();
  const [client] = pool.Clients;
  const styled = { ...client, ManagedLoginBranding: { Settings, Assets: [icon] }, Terms: [terms] };
  const declared = { ...pool, Clients: [styled] };
  const ofClient = { UserPoolId: pool.Id, ClientId: client?.ClientId ?? "" };

  const styleOf = async (service: Poolhouse) =>
    (await service.sdk().describeManagedLoginBrandingByClient(ofClient)).ManagedLoginBranding;
  const termsOf = async (service: Poolhouse) =>
    (await service.sdk().describeTermsByClient({ ...ofClient, TermsName: "terms-of-use" })).Terms;

  it("are there at once, and return to the file at a start and at a reset", async () => {
    const asDeclared = async (service: Poolhouse) => {
      const style = await styleOf(service);
      expect(style).toMatchObject({ UseCognitoProvidedValues: false, Settings });
      expect(Buffer.from(style?.Assets?.[0]?.Bytes ?? []).toString()).toBe("<svg/>");
      expect(await termsOf(service)).toMatchObject({ ...terms, ClientId: ofClient.ClientId });
    };
    const change = async (service: Poolhouse) => {
      const { UserPoolId } = ofClient;
      const { ManagedLoginBrandingId } = (await styleOf(service)) ?? {};
      const style = { UserPoolId, ManagedLoginBrandingId, UseCognitoProvidedValues: true };
      await service.sdk().updateManagedLoginBranding(style);
      const { TermsId } = (await termsOf(service)) ?? {};
      await service.sdk().updateTerms({ UserPoolId, TermsId, TermsName: "privacy-policy" });
    };
    await startedWith([declared], async (service) => {
      await asDeclared(service);
      await change(service);
      await service.control("POST", "/reset");
      await asDeclared(service);
      await change(service);
    });
    await startedWith([declared], asDeclared);
  });
});

describe("Mistakes in declared domains and resource servers", () => {
  const poolOf = (id: string, ...lines: string[]) => [`  - Id: ${id}`, "    PoolName: people", ...lines];
  const file = (...pools: string[][]) => ["userPools:", ...pools.flat()].join("\n");

  it("are named with their places", () => {
    const text = file(
      poolOf(
        "us-east-1_One",
        "    Domains: [{ Domain: shop }, { Domain: x-aws }]",
        "    ResourceServers: [{ Identifier: a, Name: A }, { Identifier: a, Name: B }]",
        "    Clients: [{ ClientId: one, ClientName: one, AllowedOAuthScopes: [a/read] }]",
      ),
    );
    expect(mistakesIn(text)).toEqual([
      "4:33: userPools[0].Domains[1]: Domain cannot contain reserved word: aws",
      "5:65: userPools[0].ResourceServers[1].Identifier: is taken by ResourceServers[0].Identifier",
      "6:69: userPools[0].Clients[0].AllowedOAuthScopes: Invalid scope requested: a/read",
    ]);
  });

  it("are found among pools, and in two domains of one kind", () => {
    const text = file(
      poolOf("us-east-1_One", "    Domains: [{ Domain: shop }, { Domain: second }]"),
      poolOf("us-east-1_Two", "    Domains: [{ Domain: shop }]"),
    );
    expect(mistakesIn(text)).toEqual([
      "4:33: userPools[0].Domains[1]: is taken by Domains[0]",
      "7:25: userPools[1].Domains[0].Domain: is taken by userPools[0].Domains[0].Domain",
    ]);
  });

  it("are found in styles and terms", () => {
    const text = file(
      poolOf(
        "us-east-1_One",
        "    Clients:",
        "      - { ClientId: one, ClientName: one, ManagedLoginBranding: { Settings: { colour: red } } }",
        "      - ClientId: two",
        "        ClientName: two",
        "        Terms:",
        "          - { TermsName: terms-of-use, TermsSource: LINK, Enforcement: NONE }",
        "          - { TermsName: terms-of-use, TermsSource: LINK, Enforcement: NONE }",
        "        ManagedLoginBranding:",
        "          UseCognitoProvidedValues: true",
        "          Assets: [{ Category: FORM_LOGO, ColorMode: DARK, Extension: PNG, Bytes: nonsense! }]",
      ),
    );
    expect(mistakesIn(text)).toEqual([
      "13:83: userPools[0].Clients[1].ManagedLoginBranding.Assets[0].Bytes: must be bytes in base64",
    ]);
    expect(mistakesIn(text.replace("nonsense!", "AAAA"))).toEqual([
      "5:77: userPools[0].Clients[0].ManagedLoginBranding.Settings: Invalid settings provided. Validation errors: " +
        "[{property: $.colour, errorType: UnknownProperty}]",
      "10:26: userPools[0].Clients[1].Terms[1].TermsName: is taken by Clients[1].Terms[0].TermsName",
    ]);
  });
});
