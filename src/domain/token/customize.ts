import type { JwtClaims } from "../../crypto/jwt.ts";
import type { Log } from "../services.ts";
import type { ClaimChanges, TokenChanges } from "../trigger/token-changes.ts";

/**
 * Tokens as the pool's function wants them (PreTokenGeneration). What Cognito itself vouches for stays as it is: such a
 * change is left out, and the log names it (AWS: "Pre token generation Lambda trigger", exclusions).
 */
const fixed: ReadonlySet<string> = new Set([
  ...["acr", "amr", "at_hash", "aud", "auth_time", "azp", "client_id", "device_key", "event_id", "exp", "iat"],
  ...["identities", "iss", "jti", "nbf", "nonce", "origin_jti", "scope", "sub", "token_use", "username", "version"],
]);

/** Of Cognito's own claims those that say what somebody may do can be changed. */
const changeable: ReadonlySet<string> = new Set(["cognito:groups", "cognito:roles", "cognito:preferred_role"]);

const isFixed = (name: string): boolean => fixed.has(name) || (name.startsWith("cognito:") && !changeable.has(name));

/** Claims of OpenID Connect whose form is given: in an ID token no list or object takes their place. */
const plain: readonly string[] = ["phone_number_verified", "email_verified", "updated_at", "address"];

interface Customizing {
  readonly log: Pick<Log, "warn">;
  readonly userPoolId: string;
}

/** The claims of an ID token, changed. */
export function customizeId(customizing: Customizing, claims: JwtClaims, changes: TokenChanges | undefined): JwtClaims {
  if (!changes) return claims;
  const mayAdd = (name: string, value: unknown) =>
    !isFixed(name) && !name.startsWith("dev:") && !(plain.includes(name) && typeof value === "object");
  return change(customizing, withGroups(claims, changes.groups, "with roles"), changes.id, mayAdd);
}

/** The claims of an access token, changed. Its audience can be the client alone. */
export function customizeAccess(
  customizing: Customizing,
  claims: JwtClaims,
  changes: TokenChanges | undefined,
): JwtClaims {
  if (!changes) return claims;
  const mayAdd = (name: string, value: unknown) =>
    name === "aud" ? value === claims.client_id : !isFixed(name) && !name.startsWith("dev:");
  const grouped = withGroups(claims, changes.groups, "groups alone");
  return withScopes(customizing, change(customizing, grouped, changes.access, mayAdd), changes.access);
}

function change(
  customizing: Customizing,
  claims: JwtClaims,
  { add, suppress }: ClaimChanges = { add: {}, suppress: [] },
  mayAdd: (name: string, value: unknown) => boolean,
): JwtClaims {
  const added = Object.entries(add).filter(([name, value]) => mayAdd(name, value) || leaveOut(customizing, name));
  const lost = suppress.filter((name) => !isFixed(name) || leaveOut(customizing, name));
  const changed = Object.entries({ ...claims, ...Object.fromEntries(added) });
  return Object.fromEntries(changed.filter(([name]) => !lost.includes(name)));
}

function leaveOut({ log, userPoolId }: Customizing, name: string): false {
  log.warn({ userPoolId, claim: name.slice(0, 100) }, "a function wants to change a claim that it may not");
  return false;
}

function withGroups(
  claims: JwtClaims,
  wanted: TokenChanges["groups"],
  which: "with roles" | "groups alone",
): JwtClaims {
  if (!wanted) return claims;
  const { "cognito:groups": _groups, "cognito:roles": _roles, "cognito:preferred_role": _preferred, ...rest } = claims;
  return {
    ...rest,
    ...(wanted.groups.length > 0 && { "cognito:groups": wanted.groups }),
    ...(which === "with roles" && {
      ...(wanted.roles.length > 0 && { "cognito:roles": wanted.roles }),
      ...(wanted.preferredRole && { "cognito:preferred_role": wanted.preferredRole }),
    }),
  };
}

function withScopes({ log, userPoolId }: Customizing, claims: JwtClaims, access: TokenChanges["access"]): JwtClaims {
  if (!access) return claims;
  const added = access.scopesToAdd.filter((scope) => /^\S+$/.test(scope));
  if (added.length < access.scopesToAdd.length) {
    log.warn({ userPoolId }, "a function wants to add a scope that has a space in it, or is empty");
  }
  const present = String(claims.scope).split(" ");
  const kept = [...new Set([...present, ...added])].filter((scope) => !access.scopesToSuppress.includes(scope));
  return { ...claims, scope: kept.join(" ") };
}
