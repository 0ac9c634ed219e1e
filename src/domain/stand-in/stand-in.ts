import type { IdentityProviderTypeType as ProviderType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";

/**
 * A provider that Poolhouse plays itself, so that people sign in through it with no account and no internet. It speaks its
 * own protocol over HTTP; whoever checks its answers does not know that it is none.
 */
export interface StandIn {
  /** Whom the page offers: claims in the provider's own names. */
  readonly people: readonly StandInPerson[];
}

export type StandInPerson = Readonly<Record<string, unknown>>;

/** How it can fail: what a test wants to see refused. */
export const failures = ["wrong-nonce", "expired", "bad-signature", "time-out", "error"] as const;

export type Failure = (typeof failures)[number];

/** The failures that a protocol has: without an ID token there is no nonce, and SAML's answers come by the browser alone. */
export function failuresOf(type: ProviderType): readonly Failure[] {
  if (type === "Facebook" || type === "LoginWithAmazon") return ["time-out", "error"];
  return type === "SAML" ? ["expired", "bad-signature", "error"] : failures;
}

/** What it answers: a person, perhaps with a fault; or that the person has refused. */
export type StandInAnswer =
  | { readonly person: StandInPerson; readonly failure?: Failure }
  | { readonly refused: true }
  | { readonly failure: Failure };

/** What it is to answer next, without asking anybody: a test has set it. The document's id is the provider's name. */
export type NextAnswer = Document<{ readonly answer: StandInAnswer }>;

/** What it signs with. The document's id is the provider's name; both are DER in base64. */
export type StandInKey = Document<{ readonly certificate: string; readonly privateKey: string }>;

/** The claim that tells its people apart. */
export const subjectClaim = (type: ProviderType): string =>
  ({ Facebook: "id", LoginWithAmazon: "user_id", SAML: "NameID", Google: "sub", SignInWithApple: "sub", OIDC: "sub" })[
    type
  ];

/** Whom it offers where nobody is declared. */
export const usualPeople = (type: ProviderType): readonly StandInPerson[] =>
  ["Alex Example", "Blake Example"].map((name, index) => ({
    [subjectClaim(type)]: String(1001 + index),
    ...{ name, email: `${name.split(" ")[0]?.toLowerCase()}@example.com`, email_verified: true },
  }));
