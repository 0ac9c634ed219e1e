import { recordAuthEvent } from "../auth-event/record-auth-event.ts";
import { contextOf } from "../authentication/call-context.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import { providerKinds } from "../identity-provider/provider-kinds.ts";
import type { AuthorizationRequest } from "../oauth/authorization-request.ts";
import { type Completed, completeAuthorization } from "../oauth/complete-authorization.ts";
import type { Services } from "../services.ts";
import type { Origin } from "../token/origin.ts";
import type { User } from "../user/user.ts";
import {
  buildFederatedUser,
  findFederatedUser,
  insertFederatedUser,
  type Newcomer,
  refreshAttributes,
  unverifiedIn,
} from "./federated-user.ts";
import { mapAttributes, textOf } from "./map-attributes.ts";
import { joinProviderGroup } from "./provider-group.ts";
import { type Claims, type Told, UpstreamRefused } from "./upstream.ts";

/** Somebody whom a provider vouches for. */
export interface Vouched {
  readonly provider: IdentityProvider;
  readonly told: Told;
  readonly origin: Origin;
}

/**
 * Makes or finds the user, writes what the provider tells of them, and ends as every sign-in on the pages does. No second
 * factor is asked for: that is the provider's affair (AWS: "MFA ... for local users only"). Throws UpstreamRefused, and what
 * the rules of users throw.
 */
export async function signInFederated(
  services: Services,
  request: AuthorizationRequest,
  { provider, told, origin }: Vouched,
): Promise<Completed> {
  const { pool, client } = request;
  const newcomer = newcomerOf(request, provider, told);
  const known = await findFederatedUser(services, pool, newcomer);
  const user = known
    ? await welcomeBack(services, request, known, newcomer)
    : await welcome(services, request, newcomer);
  const found = await services.database.users.findWithGroups(pool, user.sub);
  if (!found) throw new UpstreamRefused("User does not exist.", "the user was deleted meanwhile");
  const context = contextOf("pages", {}, undefined, origin, origin);
  // With a nonce that the app did not ask for, as Cognito's tokens have one of everybody who comes from elsewhere.
  const asked = { ...request, nonce: request.nonce ?? services.random.bytes(32).toString("base64url") };
  const ending = completeAuthorization(asked, provider.id, told.session);
  const { result, write } = await ending(services, { pool, client, ...found, proven: ["federated"], context });
  await services.database.transaction(write);
  const happened = { type: "SignIn", response: "Pass", clientId: client.id, address: origin.ipAddress } as const;
  await recordAuthEvent(services, { pool, user }, { ...happened, eventId: result.eventId });
  return result;
}

function newcomerOf({ client }: AuthorizationRequest, provider: IdentityProvider, told: Told): Newcomer {
  const { claims } = told;
  return {
    provider,
    subject: subjectOf(provider, told),
    attributes: mapAttributes(client, provider, claims),
    issuer: told.issuer,
    unverified: unverifiedIn(claims),
  };
}

/** The claim that is mapped to `username`; of SAML, the NameID where none is. */
function subjectOf({ content: { type, attributeMapping } }: IdentityProvider, { claims, nameId }: Told): string {
  const claim = attributeMapping.username ?? providerKinds[type].usernameClaim;
  const subject = claim === undefined ? nameId : textOf((claims as Claims)[claim]);
  if (subject) return subject;
  throw new UpstreamRefused("Invalid username", `the provider does not tell ${claim ?? "a NameID"}`);
}

async function welcome(services: Services, { pool }: AuthorizationRequest, newcomer: Newcomer): Promise<User> {
  const user = buildFederatedUser(services, pool, newcomer);
  await insertFederatedUser(services, pool, user, "refuse");
  await joinProviderGroup(services, pool, newcomer.provider, user);
  return user;
}

async function welcomeBack(
  services: Services,
  { pool }: AuthorizationRequest,
  user: User,
  { attributes }: Newcomer,
): Promise<User> {
  if (!user.enabled) throw new UpstreamRefused("User is disabled.", "the user is disabled");
  return refreshAttributes(services, pool, user, attributes);
}
