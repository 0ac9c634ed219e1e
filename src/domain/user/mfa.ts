import type { MFAOptionType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { type MfaMethod, mfaMethods, mfaMethodsOf, type Pool } from "../pool/pool.ts";
import { isVerified, type MfaPreference, type User } from "./user.ts";

type Person = Pick<User, "attributes" | "credentials">;

/** What a user needs for each second factor. A code proves a phone number itself; a mailbox may be anybody's. */
const hasWhatItTakes: Readonly<Record<MfaMethod, (user: Person) => boolean>> = {
  SMS_MFA: ({ attributes }) => attributes.phone_number !== undefined,
  EMAIL_OTP: (user) => user.attributes.email !== undefined && isVerified(user, "email"),
  SOFTWARE_TOKEN_MFA: ({ credentials }) => credentials.softwareToken !== undefined,
};

const preferenceOf = ({ credentials }: Person): MfaPreference => credentials.mfa ?? { enabled: [] };

/**
 * The second factors of which signing in asks for one: of those that the user has turned on, the preferred one or all.
 * Where the pool demands one and the user has turned on none, whatever the user has will do. Throws
 * MFAMethodNotFoundException for a user who has turned some on and lacks what it takes: nobody gets in with less.
 */
export function secondFactors(pool: Pool, user: Person): readonly MfaMethod[] {
  const methods = mfaMethodsOf(pool);
  const { enabled, preferred } = preferenceOf(user);
  const turnedOn = methods.filter((method) => enabled.includes(method));
  const usable = turnedOn.filter((method) => hasWhatItTakes[method](user));
  if (preferred && usable.includes(preferred)) return [preferred];
  if (usable.length > 0) return usable;
  if (turnedOn.length > 0) fail("MFAMethodNotFoundException");
  return pool.settings.MfaConfiguration === "ON" ? methods.filter((method) => hasWhatItTakes[method](user)) : [];
}

/**
 * The second factors that the user could show if asked to: those turned on, whichever is preferred; or all that the user
 * has what it takes for, where none is.
 */
export function possibleFactors(pool: Pool, user: Person): readonly MfaMethod[] {
  const { enabled } = preferenceOf(user);
  const able = mfaMethodsOf(pool).filter((method) => hasWhatItTakes[method](user));
  const turnedOn = mfaMethodsOf(pool).some((method) => enabled.includes(method));
  return turnedOn ? able.filter((method) => enabled.includes(method)) : able;
}

/** Does signing in take a second factor? */
export function usesMfa(pool: Pool, user: Person): boolean {
  const { enabled } = preferenceOf(user);
  return pool.settings.MfaConfiguration === "ON" || mfaMethodsOf(pool).some((method) => enabled.includes(method));
}

/** Must the user set up a second factor before signing in? */
export const needsMfaSetup = (pool: Pool, user: Person): boolean =>
  pool.settings.MfaConfiguration === "ON" && secondFactors(pool, user).length === 0;

/** What a call asks of one second factor; what it leaves out stays. */
export interface WantedMfa {
  readonly Enabled?: boolean;
  readonly PreferredMfa?: boolean;
}

export type WantedMfas = Readonly<Partial<Record<MfaMethod, WantedMfa>>> & { readonly passkey?: boolean };

/**
 * The user with second factors turned on or off; one that is off is not preferred. Throws InvalidParameterException
 * for one that the user lacks what it takes for, and for two that are preferred.
 */
export function preferMfa(user: User, { passkey, ...wanted }: WantedMfas): User {
  const present = preferenceOf(user);
  const isOn = (method: MfaMethod) => wanted[method]?.Enabled ?? present.enabled.includes(method);
  const preferred = mfaMethods.filter((method) => wanted[method]?.PreferredMfa);
  const lacking = mfaMethods.find((method) => {
    const asked = wanted[method]?.Enabled || preferred.includes(method);
    return asked && !(isOn(method) && hasWhatItTakes[method](user));
  });
  if (lacking) {
    fail("InvalidParameterException", `User does not have delivery config set to turn on ${lacking}`);
  }
  if (preferred.length > 1) fail("InvalidParameterException", "Only one MFA method can be preferred.");

  const enabled = mfaMethods.filter(isOn);
  const kept = present.preferred && wanted[present.preferred]?.PreferredMfa !== false ? present.preferred : undefined;
  const chosen = preferred[0] ?? kept;
  const mfa = {
    enabled,
    preferred: chosen && enabled.includes(chosen) ? chosen : undefined,
    passkey: passkey ?? present.passkey,
  };
  return { ...user, credentials: { ...user.credentials, mfa } };
}

/**
 * MFAOptions, the older way to say which second factors are on: it knows of text messages alone, and an empty list
 * turns them off (AWS: SetUserSettings). Throws InvalidParameterException for anything else.
 */
export function smsOptions(options: readonly MFAOptionType[]): WantedMfas {
  const isSms = ({ DeliveryMedium, AttributeName }: MFAOptionType) =>
    DeliveryMedium === "SMS" && AttributeName === "phone_number";
  if (!options.every(isSms)) {
    fail("InvalidParameterException", "MFAOptions can only set SMS with the attribute phone_number.");
  }
  return { SMS_MFA: { Enabled: options.length > 0 } };
}

/** The user without an authenticator app, registered or about to be. */
export function withoutSoftwareToken(user: User): User {
  const { credentials } = preferMfa(user, { SOFTWARE_TOKEN_MFA: { Enabled: false } });
  return { ...user, credentials: { ...credentials, softwareToken: undefined, pendingSoftwareToken: undefined } };
}

/** The user's second factors as GetUser and AdminGetUser show them; MFAOptions is older, and knows of SMS alone. */
export function describeMfa(user: Person) {
  const { enabled, preferred } = preferenceOf(user);
  return {
    ...(enabled.includes("SMS_MFA") && {
      MFAOptions: [{ DeliveryMedium: "SMS" as const, AttributeName: "phone_number" }],
    }),
    ...(preferred && { PreferredMfaSetting: preferred }),
    ...(enabled.length > 0 && { UserMFASettingList: [...enabled] }),
  };
}
