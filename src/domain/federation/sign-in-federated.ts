import { CognitoError } from "../../errors.ts";
import { recordAuthEvent } from "../auth-event/record-auth-event.ts";
import { contextOfPages, occasionOf } from "../authentication/call-context.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import { providerKinds } from "../identity-provider/provider-kinds.ts";
import type { AuthorizationRequest } from "../oauth/authorization-request.ts";
import { type Completed, completeAuthorization } from "../oauth/complete-authorization.ts";
import type { Services } from "../services.ts";
import type { Origin } from "../token/origin.ts";
import { attributesToMap, type InboundFacts } from "../trigger/inbound-federation.ts";
import type { Occasion } from "../trigger/occasion.ts";
import { afterSignIn } from "../trigger/post-authentication.ts";
import { afterConfirmation } from "../trigger/post-confirmation.ts";
import { beforeSignIn } from "../trigger/pre-authentication.ts";
import { beforeSignUp, factsFromProvider } from "../trigger/pre-sign-up.ts";
import type { User } from "../user/user.ts";
import { assuranceTold } from "./assurance.ts";
import {
  buildFederatedUser,
  findFederatedUser,
  insertFederatedUser,
  type Newcomer,
  refreshAttributes,
  unverifiedIn,
  usernameOf,
} from "./federated-user.ts";
import { claimIn, mapAttributes } from "./map-attributes.ts";
import { type Claims, type Told, UpstreamRefused } from "./upstream.ts";

/** Somebody whom a provider vouches for. */
export interface Vouched {
  readonly provider: IdentityProvider;
  readonly told: Told;
  readonly origin: Origin;
}

/** A sign-in that a provider vouches for, as its steps need it. */
interface FederatedSignIn {
  readonly request: AuthorizationRequest;
  readonly newcomer: Newcomer;
  readonly occasion: Occasion;
}

/**
 * Makes or finds the user, writes what the provider tells of them, and ends as every sign-in on the pages does. No second
 * factor is asked for: that is the provider's affair (AWS: "MFA ... for local users only"). The pool's functions are run in
 * Cognito's order: InboundFederation; PreSignUp and PostConfirmation for somebody new, PreAuthentication and
 * PostAuthentication for everybody else. Throws UpstreamRefused, and what the rules of users and triggers throw.
 */
export async function signInFederated(
  services: Services,
  request: AuthorizationRequest,
  { provider, told, origin }: Vouched,
): Promise<Completed> {
  const { pool, client } = request;
  const context = contextOfPages(origin);
  const occasion = occasionOf({ client, context });
  const newcomer = await newcomerOf(services, request, { provider, told, occasion });
  const signIn = { request, newcomer, occasion };
  const known = await findFederatedUser(services, pool, newcomer);
  const user = known ? await welcomeBack(services, signIn, known) : await welcome(services, signIn);
  const found = await services.database.users.findWithGroups(pool, user.sub);
  if (!found) throw new UpstreamRefused("User does not exist.", "the user was deleted meanwhile");
  // With a nonce that the app did not ask for, as Cognito's tokens have one of everybody who comes from elsewhere.
  const asked = { ...request, nonce: request.nonce ?? services.random.bytes(32).toString("base64url") };
  const assurance = assuranceTold(pool, provider, told);
  const ending = completeAuthorization(asked, { provider: provider.id, upstream: told.session, assurance });
  const ended = await ending(services, { pool, client, ...found, proven: ["federated"], context });
  const result = await ended.result;
  await services.database.transaction(ended.write);
  const happened = { type: "SignIn", response: "Pass", clientId: client.id, address: origin.ipAddress } as const;
  await recordAuthEvent(services, { pool, user }, { ...happened, eventId: result.eventId });
  return result;
}

/** Who comes, with the attributes that the pool's function wants to be mapped, or those that the provider told. */
async function newcomerOf(
  services: Services,
  { pool, client }: AuthorizationRequest,
  { provider, told, occasion }: Omit<Vouched, "origin"> & Pick<FederatedSignIn, "occasion">,
): Promise<Newcomer> {
  const subject = subjectOf(provider, told);
  const userName = usernameOf(pool, { provider, subject });
  const facts = { providerName: provider.id, providerType: provider.content.type, attributes: inTexts(told.sources) };
  const claims = (await attributesToMap(services, { pool, userName, occasion }, facts)) ?? told.claims;
  return {
    provider,
    subject,
    attributes: mapAttributes(client, provider, claims),
    issuer: told.issuer,
    // What the function leaves out was nevertheless said.
    unverified: unverifiedIn({ ...told.claims, ...claims }),
  };
}

/** What a provider told as InboundFederation is told of it: each value as it would stand in an attribute. */
function inTexts(sources: Told["sources"]): InboundFacts["attributes"] {
  if ("samlResponse" in sources) return { samlResponse: textsOf(sources.samlResponse) };
  const { tokenResponse, idToken, userInfo } = sources;
  return { tokenResponse: textsOf(tokenResponse), idToken: textsOf(idToken), userInfo: textsOf(userInfo) };
}

const textsOf = (claims: Claims): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(claims).flatMap((name) => {
      const text = claimIn(claims, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );

/**
 * The claim that is mapped to `username`; of SAML, the NameID where none is. An address will do only if it is verified: it is
 * for the provider's people to choose.
 */
function subjectOf({ content: { type, attributeMapping } }: IdentityProvider, { claims, nameId }: Told): string {
  const claim = attributeMapping.username ?? providerKinds[type].usernameClaim;
  const subject = claim === undefined ? nameId : claimIn(claims, claim);
  if (!subject) throw new UpstreamRefused("Invalid username", `the provider does not tell ${claim ?? "a NameID"}`);
  if (claim !== undefined && unverifiedIn(claims).includes(claim)) {
    throw new UpstreamRefused("Invalid username", `the provider has not verified the ${claim} that is the username`);
  }
  return subject;
}

/**
 * Makes a user of somebody new, unless the pool's function has linked them to one who is there. Who signs in twice at once
 * for the first time is known the second time.
 */
async function welcome(services: Services, signIn: FederatedSignIn): Promise<User> {
  const { request, newcomer, occasion } = signIn;
  const { pool } = request;
  const built = buildFederatedUser(services, pool, newcomer);
  const facts = { pool, user: built, ...factsFromProvider(newcomer.attributes), occasion };
  const { user: judged, aliases } = await beforeSignUp(services, facts, "PreSignUp_ExternalProvider");
  const linked = await findFederatedUser(services, pool, newcomer);
  if (linked) return refresh(services, signIn, linked);
  const user: User = { ...judged, status: built.status };
  try {
    await insertFederatedUser(services, pool, newcomer, { user, aliases });
  } catch (error) {
    const known = error instanceof CognitoError && (await findFederatedUser(services, pool, newcomer));
    if (known) return welcomeBack(services, signIn, known);
    throw error;
  }
  await afterConfirmation(services, { pool, user, occasion }, "PostConfirmation_ConfirmSignUp");
  return user;
}

async function welcomeBack(services: Services, signIn: FederatedSignIn, user: User): Promise<User> {
  const { request, occasion } = signIn;
  const { pool, client } = request;
  await beforeSignIn(services, { pool, client, user }, { occasion, validationData: {} });
  const refreshed = await refresh(services, signIn, user);
  await afterSignIn(services, { pool, user: refreshed, newDeviceUsed: false }, occasion);
  return refreshed;
}

/** Writes what the provider tells now. Throws UpstreamRefused for somebody who is disabled, and what `refreshAttributes` does. */
async function refresh(services: Services, { request, newcomer }: FederatedSignIn, user: User): Promise<User> {
  if (!user.enabled) throw new UpstreamRefused("User is disabled.", "the user is disabled");
  return refreshAttributes(services, request.pool, user, newcomer.attributes);
}
