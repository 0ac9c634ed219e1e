import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";

/**
 * Who there is and what they hold, as the reference of the sign-in machine sees it. It is in no way made of the service's
 * code: what it expects is written down anew, from Cognito's documentation and from Poolhouse's own promises. Texts and
 * protocols are the driver's. Times are whole seconds.
 */

export type Mfa = "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA";

export interface Pool {
  readonly name: "optional" | "required" | "devices";
  /** MfaConfiguration is ON, else OPTIONAL; all three methods are there. */
  readonly demandsMfa: boolean;
  /** Devices are remembered as soon as they are confirmed, and spare their user the second factor. */
  readonly tracksDevices: boolean;
  /** A passkey counts as both factors for who has turned that on. */
  readonly passkeyIsBoth: boolean;
}

export const pools: readonly Pool[] = [
  { name: "optional", demandsMfa: false, tracksDevices: false, passkeyIsBoth: false },
  { name: "required", demandsMfa: true, tracksDevices: false, passkeyIsBoth: true },
  { name: "devices", demandsMfa: false, tracksDevices: true, passkeyIsBoth: false },
];

/** Wrong passwords in a row, and when the last one was. */
export interface Guesses {
  readonly count: number;
  readonly last: number;
}

export interface AuthenticatorApp {
  /** Steps of 30 seconds whose code was accepted. */
  readonly used: Set<number>;
}

export interface Person {
  readonly name: string;
  readonly pool: Pool;
  /** Which of those who had this name one after the other; 0 while there is nobody. */
  life: number;
  lives: number;
  password: string;
  /** How many passwords were set, each of which ends what hangs on the one before. */
  passwords: number;
  status: "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED";
  enabled: boolean;
  /** Has an e-mail address and a phone number, both verified. */
  email: boolean;
  phone: boolean;
  app?: AuthenticatorApp;
  mfa: readonly Mfa[];
  preferred?: Mfa;
  /** Ids of passkeys, the newest last, and whether they shall count as both factors. */
  passkeys: string[];
  passkeyIsBoth: boolean;
  /** Keys of confirmed devices, the newest last. */
  devices: string[];
  guesses: { somebody?: Guesses; nobody?: Guesses };
  wrongCodes: number;
}

/** What has been shown so far in a sign-in. */
export interface Shown {
  readonly first?: "password" | "code" | "passkey";
  readonly second?: true;
  readonly device?: true;
}

export interface Riddles {
  readonly answered: number;
  readonly solved: boolean;
}

export interface Session {
  readonly person: Person;
  /** The person's life in which it began; 0 where it is nobody's. */
  readonly life: number;
  readonly client: number;
  readonly step: ChallengeNameType;
  readonly shown: Shown;
  /** How many passwords the person had been set by then. */
  readonly passwords: number;
  readonly expires: number;
  /** The key of the device that was named in it. */
  readonly device?: string;
  /** Of a custom sign-in: the riddles that were answered so far, and whether the last answer of all was right. */
  readonly custom?: Riddles;
  /** MFA_SETUP: the app that it has registered. */
  readonly app?: AuthenticatorApp;
  /** EMAIL_OTP: its code makes the address the person's. */
  readonly newEmail?: true;
  /** Wrong answers that it takes before it is spent. */
  tries: number;
  spent: boolean;
}

/** One sign-in and all that came of it. */
export interface Grant {
  readonly person: Person;
  readonly life: number;
  readonly client: number;
  readonly authTime: number;
  /** The device's key, known or just offered; undefined where the pool tracks none. */
  readonly device?: string;
  revoked: boolean;
}

export interface RefreshToken {
  readonly text: string;
  readonly grant: Grant;
  /** Until when it is good, where another has taken its place. */
  goodUntil?: number;
}

export interface AccessToken {
  readonly text: string;
  readonly grant: Grant;
  readonly expires: number;
}

/** What is known in one run of the exploration. */
export interface World {
  /** The service's time, and the machine's, which stands still. */
  now: number;
  readonly machineNow: number;
  readonly pool: Pool;
  readonly people: readonly Person[];
  readonly sessions: Session[];
  readonly refreshTokens: RefreshToken[];
  readonly accessTokens: AccessToken[];
}

export const sessionLife = 180;
export const accessTokenLife = 3600;
/** RetryGracePeriodSeconds of the client that rotates: the second one. */
export const grace = 60;
export const rotates = (client: number): boolean => client === 1;

export const exists = ({ life }: Person): boolean => life > 0;

/** Second factors that the person has what it takes for. */
export const ableTo = ({ email, phone, app }: Person): Mfa[] => [
  ...(phone ? (["SMS_MFA"] as const) : []),
  ...(email ? (["EMAIL_OTP"] as const) : []),
  ...(app ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
];

/** Second factors of which signing in takes one. */
export function due(person: Person): readonly Mfa[] {
  const { mfa, preferred, pool } = person;
  if (preferred && mfa.includes(preferred)) return [preferred];
  if (mfa.length > 0) return mfa;
  return pool.demandsMfa ? ableTo(person) : [];
}

export const needsSetup = (person: Person): boolean => person.pool.demandsMfa && due(person).length === 0;

/** First factors beside the password. */
export type OtherFactor = "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

/** May this be the first factor? */
export function takes(factor: OtherFactor, person: Person, nobody: boolean): boolean {
  const { pool, email, phone, passkeys, passkeyIsBoth, mfa, status } = person;
  if (nobody) return !pool.demandsMfa;
  const isThere = { EMAIL_OTP: email, SMS_OTP: phone, WEB_AUTHN: passkeys.length > 0 }[factor];
  const isAlone = !pool.demandsMfa && mfa.length === 0;
  const isBoth = factor === "WEB_AUTHN" && pool.passkeyIsBoth && passkeyIsBoth;
  return isThere && status !== "FORCE_CHANGE_PASSWORD" && (isAlone || isBoth);
}

/** Failed passwords lock their owner out: after the fifth for a second, then for twice as long each time, 15 minutes at most. */
export function guess(person: Person, whose: "somebody" | "nobody", right: boolean, now: number) {
  const found = person.guesses[whose];
  const standing = found && now - found.last < 900 ? found : undefined;
  if (standing && standing.count >= 5 && now < standing.last + Math.min(2 ** (standing.count - 5), 900))
    return "locked";
  person.guesses[whose] = right ? undefined : { count: (standing?.count ?? 0) + 1, last: now };
  return right ? "right" : "wrong";
}

/** What a code of a person's app is good for: that of this step or of one beside it by either clock, and never twice. */
export function judgeCode({ now, machineNow }: World, app: AuthenticatorApp | undefined, step: number) {
  const near = (seconds: number) => Math.abs(step - Math.floor(seconds / 30)) <= 1;
  if (!app || !(near(now) || near(machineNow))) return "wrong";
  return app.used.has(step) ? "used" : "right";
}

export const isGood = ({ now }: World, { grant, expires }: AccessToken): boolean =>
  now < expires && !grant.revoked && grant.person.life === grant.life && grant.person.enabled;

/** What a refresh token is good for at this moment, shown by this client beside this device's key. */
export function refreshes(
  { now }: World,
  { grant, goodUntil }: RefreshToken,
  client: number,
  device: string | undefined,
): boolean {
  const { person, revoked } = grant;
  if (client !== grant.client || person.life !== grant.life || !person.enabled || revoked) return false;
  const isDevices = grant.device === undefined || (device === grant.device && person.devices.includes(device));
  return isDevices && (goodUntil === undefined || now < goodUntil);
}

export function setPassword(person: Person, password: string, status: Person["status"] = person.status): void {
  person.password = password;
  person.passwords += 1;
  person.status = status;
}

export function signOut({ refreshTokens, accessTokens }: World, person: Person): void {
  for (const { grant } of [...refreshTokens, ...accessTokens]) if (grant.person === person) grant.revoked = true;
}
