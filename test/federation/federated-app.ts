import type {
  CreateIdentityProviderCommandInput,
  CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { makeWebApp, type WebApp } from "../oauth/app.ts";
import type { Face } from "../support/face.ts";
import { type BentOidc, bentClient } from "./bent-oidc.ts";
import { traveller } from "./traveller.ts";

type Provider = Omit<CreateIdentityProviderCommandInput, "UserPoolId">;

/** Gives the app's pool a provider, and lets its client use it. */
export async function addProvider(
  service: Face,
  { UserPoolId, ClientId }: Pick<WebApp, "UserPoolId" | "ClientId">,
  provider: Provider,
): Promise<void> {
  const sdk = service.sdk();
  await sdk.createIdentityProvider({ UserPoolId, ...provider });
  const { UserPoolClient = {} } = await sdk.describeUserPoolClient({ UserPoolId, ClientId });
  const { ClientSecret: _, ...settings } = UserPoolClient;
  const SupportedIdentityProviders = [
    ...(UserPoolClient.SupportedIdentityProviders ?? []),
    provider.ProviderName ?? "",
  ];
  await sdk.updateUserPoolClient({ ...settings, UserPoolId, ClientId, SupportedIdentityProviders });
}

/** The provider whose answers a test bends. */
export const bentProvider = (
  bent: BentOidc,
  AttributeMapping: Record<string, string> = { email: "email", email_verified: "email_verified", name: "name" },
  details: Record<string, string> = {},
): Provider => ({
  ProviderName: "Bent",
  ProviderType: "OIDC",
  ProviderDetails: {
    ...{ ...bentClient, authorize_scopes: "openid email", attributes_request_method: "GET", oidc_issuer: bent.issuer },
    ...details,
  },
  AttributeMapping,
});

/** An app whose people come through the bent provider. */
export async function makeFederatedApp(
  service: Face,
  bent: BentOidc,
  {
    pool,
    mapping,
    provider,
  }: {
    pool?: Partial<CreateUserPoolCommandInput>;
    mapping?: Record<string, string>;
    provider?: Partial<Provider>;
  } = {},
) {
  const app = await makeWebApp(service, {}, pool);
  await addProvider(service, app, { ...bentProvider(bent, mapping), ...provider });

  /** Where the app gets somebody back who goes through the provider. */
  async function comeBack(asked: Record<string, string> = {}): Promise<URLSearchParams> {
    const browser = traveller(service.url, bent.issuer);
    const { url, text } = await browser.visit(app.authorizeUrl({ identity_provider: "Bent", ...asked }));
    if (text) throw new Error(`nobody came back to the app: ${url} ${text.slice(0, 500)}`);
    return url.searchParams;
  }

  return {
    ...app,
    comeBack,
    async tokens(): Promise<Record<string, string>> {
      const answer = await comeBack();
      if (!answer.has("code")) throw new Error(`no code came: ${answer}`);
      return (await app.redeem(answer.get("code") ?? "")).body;
    },
    /** What the app is told where there is no code. */
    async refusal(): Promise<string | null> {
      const answer = await comeBack();
      return answer.has("code") ? "there is a code" : answer.get("error_description");
    },
  };
}

export type FederatedApp = Awaited<ReturnType<typeof makeFederatedApp>>;
