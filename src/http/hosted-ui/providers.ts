import { takesProvider } from "../../domain/client/client.ts";
import type { IdentityProvider } from "../../domain/identity-provider/identity-provider.ts";
import type { Visit } from "./visit.ts";

/** Somebody else with whose accounts people sign in. */
export interface Provider {
  readonly name: string;
  readonly isSocial: boolean;
  /** People are led there by the domain of their address. */
  readonly isByDomain: boolean;
}

const generalTypes: readonly IdentityProvider["content"]["type"][] = ["OIDC", "SAML"];

/** The client's providers beside the pool itself, in the style's order, then in the client's. */
export async function providersOf({ services, pool, client, look }: Visit): Promise<Provider[]> {
  const wanted = (client.settings.SupportedIdentityProviders ?? []).filter((name) => name !== "COGNITO");
  if (wanted.length === 0) return [];
  const found = await Promise.all(wanted.map((name) => services.database.identityProviders.get(pool.id, name)));
  const order: readonly string[] = look.look === "managed" ? look.style.categories.auth.federation.order : [];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const providers = found.flatMap((provider) => provider ?? []);
  const byDomain = foundByDomain(look, providers);
  return providers
    .map((provider) => ({
      name: provider.id,
      isSocial: !generalTypes.includes(provider.content.type),
      isByDomain: byDomain.includes(provider),
    }))
    .sort((one, other) => rank(one.name) - rank(other.name));
}

/**
 * Several that speak SAML and all have identifiers: who they are for, an address tells. On pages of managed login where its
 * style has no list of buttons (AWS: "SAML identity provider names and identifiers").
 */
function foundByDomain(look: Visit["look"], providers: readonly IdentityProvider[]): readonly IdentityProvider[] {
  if (look.look === "managed" && look.style.categories.auth.federation.interfaceStyle === "BUTTON_LIST") return [];
  const saml = providers.filter(({ content }) => content.type === "SAML");
  const areIdentified = saml.length > 1 && saml.every(({ content }) => content.idpIdentifiers.length > 0);
  return areIdentified ? saml : [];
}

/** Whether the client lets people sign in with an account of the pool. */
export const hasOwnAccounts = ({ client }: Pick<Visit, "client">): boolean => takesProvider(client, "COGNITO");
