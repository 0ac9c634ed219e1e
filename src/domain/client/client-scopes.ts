import { fail } from "../../errors.ts";
import type { Client } from "./client.ts";

/** With it an app may register clients (DcrConfigurationType): every pool has it, and no resource server. */
export const registerScope = "aws.cognito/dcr/register";

/**
 * The scopes of an access token for the app itself: those that are asked for, or all that the client has. They are those
 * of resource servers alone: the rest speak of a person. Throws InvalidParameterException for one that the client lacks.
 */
export function clientScopes({ settings }: Client, asked?: readonly string[]): readonly string[] {
  const granted = (settings.AllowedOAuthScopes ?? []).filter((scope) => scope.includes("/"));
  if (!asked?.length) return granted;
  const unknown = asked.find((scope) => !granted.includes(scope));
  if (unknown !== undefined) fail("InvalidParameterException", `Invalid scope requested: ${unknown}`);
  return [...new Set(asked)];
}
