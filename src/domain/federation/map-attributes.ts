import type { Client } from "../client/client.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import type { Attributes } from "../user/attributes.ts";
import { type Claims, UpstreamRefused } from "./upstream.ts";

/** AWS: quotas of user pools. */
const longestValue = 2048;

/** Contacts of which each sign-in says anew whether they are verified: they are not, unless a claim is mapped to it. */
const contacts = ["email", "phone_number"] as const;

/**
 * The pool's attributes as a provider's claims have them: those that are mapped, told, and the client's to write. What the
 * provider does not tell stays as it is; what it tells to be blank is empty here, and goes. Throws UpstreamRefused for a value that no attribute can hold.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
 */
export function mapAttributes(client: Client, { content }: IdentityProvider, claims: Claims): Attributes {
  const { username: _, ...mapping } = content.attributeMapping;
  const told = Object.entries(mapping).flatMap(([attribute, claim]) => {
    const value = claimIn(claims, claim);
    return value === undefined || !mayWrite(client, attribute) ? [] : [[attribute, value] as const];
  });
  for (const [attribute, value] of told) {
    if (value.length <= longestValue) continue;
    const text = `user.${attribute}: String must be no longer than ${longestValue} characters`;
    throw new UpstreamRefused(text, `a claim of ${value.length} characters`);
  }
  const attributes: Record<string, string> = Object.fromEntries(told);
  for (const contact of contacts) if (attributes[contact]) attributes[`${contact}_verified`] ??= "false";
  return attributes;
}

/** A client that may write some may not have others written for it; what is verified is no app's to write. */
const mayWrite = ({ settings: { WriteAttributes: listed } }: Client, attribute: string): boolean =>
  !listed?.length || listed.includes(attribute) || contacts.some((contact) => attribute === `${contact}_verified`);

/** A claim as text. Undefined where it is not told, whatever else objects have under its name. */
export const claimIn = (claims: Claims, claim: string): string | undefined =>
  Object.hasOwn(claims, claim) ? textOf(claims[claim]) : undefined;

/** Several values stand in brackets, as Cognito writes them: each form-encoded, so that a comma parts them and nothing else. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return `[${value.map((one) => formEncoded(textOf(one) ?? "")).join(",")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const formEncoded = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);
