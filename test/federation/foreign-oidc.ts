import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

/** An OpenID provider that other people wrote (panva's oidc-provider), on a port of its own. */
export interface ForeignOidc {
  readonly issuer: string;
  /** Who signs in next: their claims, `sub` among them. */
  person: Record<string, unknown> & { sub: string };
  /** Whether they agree. */
  consents: boolean;
  close(): Promise<void>;
}

export const clientId = "poolhouse";
export const clientSecret = "a secret between the two of them";

/** `callback` is where the pool takes its answers. Nobody is asked for anything: `person` is signed in already. */
export async function openForeignOidc(callback: string, configuration: Configuration = {}): Promise<ForeignOidc> {
  let handle: (...call: Parameters<ReturnType<Provider["callback"]>>) => unknown = () => undefined;
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const foreign: ForeignOidc = {
    issuer,
    person: { sub: "248289761001" },
    consents: true,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [callback],
        token_endpoint_auth_method: "client_secret_post",
        grant_types: ["authorization_code"],
      },
    ],
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name", "given_name", "roles", "website"],
    },
    pkce: { required: () => false },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...foreign.person, sub: id }) }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    ...configuration,
  });
  const answers = provider.callback();
  handle = async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return answers(request, response);
    const { prompt, params, grantId, session } = await provider.interactionDetails(request, response);
    if (!foreign.consents) {
      const refusal = { error: "access_denied", error_description: "they said no" };
      return provider.interactionFinished(request, response, refusal);
    }
    if (prompt.name === "login") {
      return provider.interactionFinished(request, response, { login: { accountId: foreign.person.sub } });
    }
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session?.accountId, clientId: params.client_id as string });
    grant?.addOIDCScope(String(params.scope));
    return provider.interactionFinished(request, response, { consent: { grantId: await grant?.save() } });
  };
  return foreign;
}
