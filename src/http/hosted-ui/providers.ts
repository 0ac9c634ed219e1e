import { takesProvider } from "../../domain/client/client.ts";
import type { IdentityProvider } from "../../domain/identity-provider/identity-provider.ts";
import type { Visit } from "./visit.ts";

/** Somebody else with whose accounts people sign in. */
export interface Provider {
  readonly name: string;
  readonly isSocial: boolean;
}

const generalTypes: readonly IdentityProvider["content"]["type"][] = ["OIDC", "SAML"];

/** The client's providers beside the pool itself, in the style's order, then in the client's. */
export async function providersOf({ services, pool, client, look }: Visit): Promise<Provider[]> {
  const wanted = (client.settings.SupportedIdentityProviders ?? []).filter((name) => name !== "COGNITO");
  if (wanted.length === 0) return [];
  const found = await Promise.all(wanted.map((name) => services.database.identityProviders.get(pool.id, name)));
  const order: readonly string[] = look.look === "managed" ? look.style.categories.auth.federation.order : [];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return found
    .flatMap((provider) => provider ?? [])
    .map(({ id, content }) => ({ name: id, isSocial: !generalTypes.includes(content.type) }))
    .sort((one, other) => rank(one.name) - rank(other.name));
}

/** Whether the client lets people sign in with an account of the pool. */
export const hasOwnAccounts = ({ client }: Pick<Visit, "client">): boolean => takesProvider(client, "COGNITO");

/** Whether somebody new may make themselves one. */
export const maySignUp = ({ client, pool }: Pick<Visit, "client" | "pool">): boolean =>
  hasOwnAccounts({ client }) && !pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly;
