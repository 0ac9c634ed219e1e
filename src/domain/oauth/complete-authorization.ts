import { type Assurance, assuranceReached } from "../authentication/assurance.ts";
import type { Ending } from "../authentication/outcome.ts";
import { type Client, validity } from "../client/client.ts";
import { answering } from "../federation/answering.ts";
import type { UpstreamSession } from "../federation/upstream.ts";
import type { Group } from "../group/group.ts";
import type { Services } from "../services.ts";
import type { Stores } from "../stores.ts";
import { newGrant } from "../token/grant.ts";
import { issueTokens } from "../token/issue.ts";
import { noteBrowserActivity, storeGrant } from "../token/keep-grant.ts";
import type { Origin } from "../token/origin.ts";
import { seenAt } from "../token/token-session.ts";
import type { User } from "../user/user.ts";
import { type AuthorizationCode, codeLife, hashCode } from "./authorization-code.ts";
import type { AuthorizationRequest } from "./authorization-request.ts";
import { type BrowserSession, newBrowserSession } from "./browser-session.ts";
import { returnTo } from "./return-to.ts";

/** What a browser is told when somebody has signed in. */
export interface Completed {
  /** The app's redirect URI, with a code or tokens. */
  readonly location: string;
  /** What the session's cookie is to hold; absent where the browser has one already. */
  readonly cookie?: string;
  /** Tokens name it in `event_id`. */
  readonly eventId: string;
}

type Writing = Pick<Stores, "grants" | "authorizationCodes" | "browserSessions">;

interface Ended {
  readonly result: Completed;
  write(stores: Writing): Promise<void>;
}

/** Somebody who is signed in, and in which session of the pages. */
interface Person {
  readonly user: User;
  readonly groups: readonly Group[];
  readonly session: BrowserSession;
  readonly origin: Origin;
}

/** By which provider somebody has signed in, and what is known of it. */
interface Provided {
  readonly provider: string;
  /** Their session there. */
  readonly upstream?: UpstreamSession | undefined;
  readonly assurance: Assurance;
}

/**
 * How a sign-in on the pages ends: with a code or tokens for the app that asked, and a session for the next app that asks.
 * Without `provided` it was with an account of the pool's own.
 */
export const completeAuthorization =
  (request: AuthorizationRequest, provided?: Provided): Ending<Completed> =>
  async (services, signedIn) => {
    const { user, groups, context } = signedIn;
    const { provider, upstream, assurance } = provided ?? {
      provider: "COGNITO",
      assurance: assuranceReached(signedIn),
    };
    const { session, cookie } = newBrowserSession(services.random, {
      ...{ ...signedIn, provider, upstream, origin: context.origin, authTime: services.clock.now() },
      ...assurance,
    });
    const { result, write } = await answer(services, request, { user, groups, session, origin: context.origin });
    return {
      result: { ...result, cookie },
      async write(stores) {
        await stores.browserSessions.insert(session);
        await write(stores);
      },
    };
  };

/** The same for somebody whom the browser's session shows: nothing is asked (single sign-on). */
export async function completeSilently(
  services: Services,
  request: AuthorizationRequest,
  person: Person,
): Promise<Completed> {
  const { result, write } = await answering(request, () => answer(services, request, person));
  await services.database.transaction(write);
  const seen = seenAt(person.origin, services.clock.now());
  await noteBrowserActivity(services, request.pool, person.session.id, seen);
  return result;
}

const answer = (services: Services, request: AuthorizationRequest, person: Person): Promise<Ended> =>
  request.responseType === "code" ? withCode(services, request, person) : withTokens(services, request, person);

/** Of an app that asks for no level, no tokens tell. */
const toldOf = ({ levels }: AuthorizationRequest, { content: { acr, amr } }: BrowserSession): Assurance =>
  levels.length > 0 ? { acr, ...(amr && { amr }) } : {};

/** RFC 6749 section 4.1.2. */
async function withCode(
  { clock, random }: Services,
  request: AuthorizationRequest,
  { user, session, origin }: Person,
): Promise<Ended> {
  const code = random.uuid();
  const grantId = random.uuid();
  const now = clock.now();
  const { authTime } = session.content;
  const { scopes, nonce, codeChallenge, resource, redirectUri } = request;
  const document: AuthorizationCode = {
    poolId: request.pool.id,
    id: hashCode(code),
    owner: { sub: user.sub },
    content: {
      ...{
        clientId: request.client.id,
        redirectUri,
        scopes,
        nonce,
        codeChallenge,
        resource,
        grantId,
        origin,
      },
      ...toldOf(request, session),
      ...{ authTime, browserSessionId: session.id },
    },
    createdAt: now,
    modifiedAt: now,
    expiresAt: new Date(now.getTime() + codeLife),
  };
  return {
    result: { location: returnTo(request, { code }), eventId: grantId },
    write: ({ authorizationCodes }) => authorizationCodes.insert(document),
  };
}

/** RFC 6749 section 4.2.2: tokens in the fragment, without one to refresh them by. */
async function withTokens(
  services: Services,
  request: AuthorizationRequest,
  { user, groups, session, origin }: Person,
): Promise<Ended> {
  const { pool, client, scopes, nonce, resource } = request;
  const { authTime } = session.content;
  const { grant } = newGrant(services, {
    ...toldOf(request, session),
    ...{ pool, client, user, origin, resource, scope: scopes.join(" "), authTime: new Date(authTime) },
    browserSessionId: session.id,
  });
  const facts = { pool, client, user, groups, grant, nonce, via: "oauth" as const };
  const why = { source: "TokenGeneration_HostedAuth", occasion: { client, userAgent: origin.userAgent } } as const;
  const { AccessToken, IdToken } = await issueTokens(services, facts, why);
  return {
    result: { location: returnTo(request, { ...tokens(client, AccessToken, IdToken) }), eventId: grant.id },
    write: (stores) => storeGrant(stores, pool, grant),
  };
}

const tokens = (client: Client, accessToken = "", idToken?: string) => ({
  ...(idToken && { id_token: idToken }),
  access_token: accessToken,
  token_type: "Bearer",
  expires_in: String(validity(client).access),
});
