import type { Upstream, Wishes } from "../../domain/federation/upstream.ts";

type Claims = Readonly<Record<string, unknown>>;

/** What tells one provider of OAuth 2.0 from the next; all of them speak the code flow. */
export interface CodeFlowKind {
  /** Whether an ID token must come with the access token. */
  readonly idToken: "required" | "none";
  /** Where the keys stand that have signed it, which no detail of a social network says (RFC 7517). */
  readonly keysUrl?: string;
  /** How its token endpoint is asked, and with which secret. */
  readonly tokenRequest: "GET" | "POST";
  clientSecret(upstream: Upstream): string | undefined;
  /** What else its authorization endpoint is told, beside what each is told. */
  asks?(upstream: Upstream, wishes: Wishes): Readonly<Record<string, string | undefined>>;
  /** Where the rest of the claims is to be had, once the ID token has told `known`; undefined where there is nothing more. */
  userInfo?(upstream: Upstream, known: Claims): UserInfoRequest | undefined;
  /** The claims that are found in what the endpoint of `userInfo` answers. */
  readUserInfo?(answer: Claims): Claims;
  /** Claims that come with the answer to the authorization request itself. */
  readAnswer?(answer: URLSearchParams): Claims;
}

export interface UserInfoRequest {
  readonly url: string;
  readonly method: "GET" | "POST";
}

/** The secret as it was given. */
export const givenSecret = ({ details: { client_secret: secret } }: Upstream): string | undefined => secret;
