import type { Declaration, DeclaredClient, DeclaredUser } from "./declared.ts";
import type { Place } from "./place.ts";

/** Ids of the default declaration; the pool's is the one that it has in us-east-1. */
export const defaultIds = {
  userPoolId: "us-east-1_Poolhouse",
  publicClientId: "poolhousepublicclient00001",
  confidentialClientId: "poolhousesecretclient00001",
} as const;

/** The password of both users of the default declaration; it meets Cognito's own policy. */
const password = "Passw0rd!";

/**
 * What a service has for which nobody has written a poolhouse.yaml: a pool that takes any username, an app without and
 * one with a secret, and two people. Documented in docs/poolhouse-yaml.md; the same at every start but for the region.
 * It stands as a file that says the same is read, because reading takes a twentieth of the start.
 */
export function defaultDeclaration({ region }: Pick<Place, "region">): Declaration {
  return {
    functions: {},
    apis: { apis: [], unhonoured: [] },
    userPools: [
      {
        Id: `${region}_Poolhouse`,
        Region: region,
        PoolName: "Poolhouse",
        AutoVerifiedAttributes: ["email"],
        AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "verified_email" }] },
        UsernameConfiguration: { CaseSensitive: false },
        Domains: [{ Domain: "poolhouse", ManagedLoginVersion: 2 }],
        Clients: [
          { ...client, ClientId: defaultIds.publicClientId, ClientName: "public" },
          {
            ...client,
            ClientId: defaultIds.confidentialClientId,
            ClientName: "confidential",
            ClientSecret: "poolhousesecretpoolhousesecretpoolhousesecret0000001",
          },
        ],
        Groups: [{ GroupName: "admins", Description: "Those who look after the rest" }],
        ResourceServers: [],
        IdentityProviders: [],
        NamedFunctions: [],
        Users: [
          { ...user("alice"), Sub: "a11ce000-0000-4000-8000-000000000001", Groups: ["admins"] },
          { ...user("bob"), Sub: "b0b00000-0000-4000-8000-000000000002" },
        ],
      },
    ],
  };
}

const client = {
  ExplicitAuthFlows: [
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
  ],
  PreventUserExistenceErrors: "ENABLED",
  ManagedLoginBranding: { Settings: { categories: { global: { colorSchemeMode: "DYNAMIC" } } } },
  SupportedIdentityProviders: ["COGNITO"],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["code"],
  AllowedOAuthScopes: ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"],
  CallbackURLs: ["http://localhost:3000/", "http://localhost:3000/callback"],
  LogoutURLs: ["http://localhost:3000/"],
  Terms: [],
} satisfies Partial<DeclaredClient>;

const user = (name: string): DeclaredUser => ({
  Username: name,
  Password: password,
  UserAttributes: [
    { Name: "email", Value: `${name}@example.com` },
    { Name: "email_verified", Value: "true" },
  ],
  Groups: [],
});
