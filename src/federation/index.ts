/**
 * Other identity providers, as the service reaches them: implements what domain/identity-provider and domain/federation ask
 * of the world outside. `oauth/` sends people to providers that speak OAuth 2.0 and OpenID Connect, each a short
 * configuration; `saml/` to those that speak SAML 2.0. What a provider may be, and who its people are here, is the domain's.
 * Called by the composition root. The libraries are loaded when somebody first signs in so.
 */
import type { Federation } from "../domain/federation/upstream.ts";

export { providerDocuments } from "./provider-documents.ts";

const oauth = () => import("./oauth/code-flow.ts");
const saml = () => import("./saml/index.ts");

export const federation: Federation = {
  begin: async (upstream, ...rest) =>
    upstream.type === "SAML" ? (await saml()).begin(upstream, ...rest) : (await oauth()).begin(upstream, ...rest),
  complete: async (...call) => (await oauth()).complete(...call),
  readResponse: async (...call) => (await saml()).readResponse(...call),
  endSession: async (...call) => (await saml()).endSession(...call),
  readLogoutResponse: async (...call) => (await saml()).readLogoutResponse(...call),
  describeParty: async (...call) => (await saml()).describeParty(...call),
};
