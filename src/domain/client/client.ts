import type {
  ClientSSOSessionConfigType,
  ClientTypeType,
  UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";

/** A client's configuration in the API's own shape (UserPoolClientType), defaults filled in. */
export type ClientSettings = Omit<
  UserPoolClientType,
  "UserPoolId" | "ClientId" | "ClientSecret" | "CreationDate" | "LastModifiedDate"
> & {
  ClientName: string;
  /** Set by SetUserPoolClientSessionConfiguration and shown by GetUserPoolClientSessionConfiguration alone. */
  SSOSession?: ClientSSOSessionConfigType;
};

/** A secret that proves the app; a client holds two at most, so that one can be replaced without an outage. */
export interface ClientSecret {
  readonly id: string;
  readonly value: string;
  readonly createdAt: Date;
}

/** An app client: an app that signs people in, with what it may do. Its id is unique in the service. */
export interface Client {
  readonly id: string;
  readonly poolId: string;
  readonly settings: ClientSettings;
  readonly secrets: readonly ClientSecret[];
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** ENABLED: an unknown user is answered as a wrong password is. LEGACY, the API's default, says that there is none. */
export const hidesUnknownUsers = (client: Client): boolean => client.settings.PreventUserExistenceErrors === "ENABLED";

/** With revocation on, tokens carry origin_jti and RevokeToken works. */
export const revokesTokens = (client: Client): boolean => client.settings.EnableTokenRevocation ?? true;

export const rotatesRefreshTokens = (client: Pick<Client, "settings">): boolean =>
  client.settings.RefreshTokenRotation?.Feature === "ENABLED";

/** How long the hosted pages may reuse a sign-in for this client: 60 minutes where nothing was said. */
export const clientSessionConfiguration = ({ settings }: Client): ClientSSOSessionConfigType =>
  settings.SSOSession ?? { MaxValidityMinutes: 60 };

/** How the client came to be: REGULAR, by CreateUserPoolClient; or DCR, registered by itself. */
export const clientType = (client: Client): ClientTypeType => client.settings.ClientType ?? "REGULAR";

/** A stranger's app: nobody vouches for a client that registered itself, so that people are asked before it gets anything. */
export const registeredItself = (client: Client): boolean => clientType(client) === "DCR";

/** Whether people sign in to the client on the pages by this provider. One that names none has the pool's own accounts. */
export function takesProvider({ settings }: Pick<Client, "settings">, name: string): boolean {
  const { SupportedIdentityProviders: supported = [] } = settings;
  return supported.length === 0 ? name === "COGNITO" : supported.includes(name);
}

const secondsIn = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** How long what the client is given stays good, in seconds. */
export function validity(client: Pick<Client, "settings">): {
  access: number;
  id: number;
  refresh: number;
  session: number;
} {
  const { AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits, AuthSessionValidity } =
    client.settings;
  return {
    access: AccessTokenValidity ? AccessTokenValidity * secondsIn[TokenValidityUnits?.AccessToken ?? "hours"] : 3600,
    id: IdTokenValidity ? IdTokenValidity * secondsIn[TokenValidityUnits?.IdToken ?? "hours"] : 3600,
    refresh:
      (RefreshTokenValidity || 30) *
      secondsIn[RefreshTokenValidity ? (TokenValidityUnits?.RefreshToken ?? "days") : "days"],
    session: (AuthSessionValidity ?? 3) * 60,
  };
}

const whenUnset = ["ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];

/** The legacy names, which a client may still list, and what they mean today. They add to what goes without a list. */
const legacyNames: Record<string, string> = {
  ADMIN_NO_SRP_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  CUSTOM_AUTH_FLOW_ONLY: "ALLOW_CUSTOM_AUTH",
  USER_PASSWORD_AUTH: "ALLOW_USER_PASSWORD_AUTH",
};

/** May this client use `flow` (an `ALLOW_…` name)? */
export function allowsFlow({ settings }: Client, flow: string): boolean {
  const listed: readonly string[] = settings.ExplicitAuthFlows ?? [];
  const modern = listed.flatMap((name) => legacyNames[name] ?? []);
  if (listed.length > 0 && modern.length === 0) return listed.includes(flow);
  if (flow === "ALLOW_USER_SRP_AUTH" && listed.includes("CUSTOM_AUTH_FLOW_ONLY")) return false;
  return [...whenUnset, ...modern].includes(flow);
}
