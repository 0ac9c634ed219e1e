import type { Exchange, Identity } from "../exchange/exchange.ts";
import type { Denial } from "../verifier/denial.ts";

/** How an authorizer refuses; each kind of API answers each in its own words. */
export type RefusalKind =
  /** Nothing to judge by came with the request. */
  | "missing"
  /** It came, and is not good. */
  | "invalid"
  | "expired"
  /** Good, and not enough: no scope of those that the route wants. */
  | "scope"
  /** The function's policy allows it not; or denies it in so many words. */
  | "denied"
  | "explicit-deny"
  /** AWS_IAM: the signature. */
  | "signature"
  /** The function failed, or did not answer in time. */
  | "failure"
  /** The function's answer is no policy. */
  | "configuration";

export interface Refused {
  readonly kind: RefusalKind;
  readonly denial: Denial;
  /** AWS's own words, where they are known for this very case. */
  readonly message?: string;
}

export type AuthorizerVerdict =
  | { readonly identity: Identity; readonly refused?: undefined }
  | { readonly refused: Refused };

/** Decides about a request. What is remembered from one to the next is its own. Never rejects. */
export interface Authorizer {
  /** As the template calls it. */
  readonly name: string;
  authorize(exchange: Exchange, scopes: readonly string[]): Promise<AuthorizerVerdict>;
}

/** Lets everybody pass. */
export const open: Authorizer = {
  name: "NONE",
  authorize: async () => ({ identity: { kind: "none" } }),
};

/** What stands before a route, for the table at the start. */
export const describeGuard = ({ name }: Authorizer, scopes: readonly string[]): string =>
  scopes.length > 0 ? `${name} (${scopes.join(" or ")})` : name === "NONE" ? "none" : name;

export const refuse = (kind: RefusalKind, denial: Denial, message?: string): AuthorizerVerdict => ({
  refused: { kind, denial, ...(message !== undefined && { message }) },
});
