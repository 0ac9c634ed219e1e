import type {
  EmailMfaConfigType,
  PasswordPolicyType,
  SchemaAttributeType,
  SoftwareTokenMfaConfigType,
  UserPoolTokenSessionConfigType,
  UserPoolType,
  UserSessionTrackingType,
  WebAuthnConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";

/** Members of UserPoolType that are not settings: the service makes them up when it describes a pool. */
type Described =
  | "Id"
  | "Arn"
  | "Status"
  | "CreationDate"
  | "LastModifiedDate"
  | "EstimatedNumberOfUsers"
  | "Domain"
  | "CustomDomain"
  | "SmsConfigurationFailure"
  | "EmailConfigurationFailure"
  | "SchemaAttributes";

/** Second factors as the API names them, in the order in which it lists them. */
export const mfaMethods = ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] as const;

export type MfaMethod = (typeof mfaMethods)[number];

/** What SetUserPoolMfaConfig sets and UserPoolType does not show. */
export interface FactorSettings {
  /** Which second factors the pool has; absent where nobody ever said. SMS has its settings among the pool's own. */
  MfaMethods?: MfaMethod[];
  EmailMfaConfiguration?: EmailMfaConfigType;
  /** As it was said: one that is off is shown too. */
  SoftwareTokenMfaConfiguration?: SoftwareTokenMfaConfigType;
  WebAuthnConfiguration?: WebAuthnConfigurationType;
}

/** A pool's configuration in the API's own shape (UserPoolType), defaults filled in. Rules read it through the functions below. */
export type PoolSettings = Omit<UserPoolType, Described> &
  FactorSettings & {
    Name: string;
    SchemaAttributes: SchemaAttributeType[];
    /** Set by SetUserPoolSessionConfiguration and shown by GetUserPoolSessionConfiguration alone. */
    SessionConfiguration?: SessionConfiguration;
  };

/** Whether the pool tracks its users' sessions, and how many each may have. */
export interface SessionConfiguration {
  readonly UserSessionTracking: UserSessionTrackingType;
  readonly TokenSession: UserPoolTokenSessionConfigType;
}

/** A user pool: a directory of people, with the rules by which they sign up and in. */
export interface Pool {
  readonly id: string;
  /** Where the pool was made; a signed call that names it from another region does not find it. */
  readonly region: string;
  readonly settings: PoolSettings;
  /** How far a test has moved the pool's own clock, in milliseconds; without, the pool goes by the service's. */
  readonly clockOffsetMs?: number;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
  /** Through which a call that was signed for another region sees the pool: its `settings` are those that hold there. */
  readonly replica?: { readonly region: string; readonly active: boolean };
}

/** The part of the pool's id after the region: SRP proofs are bound to it. */
export const srpName = (pool: Pick<Pool, "id">): string => pool.id.slice(pool.id.indexOf("_") + 1);

export const poolArn = (pool: Pool, accountId: string): string =>
  `arn:aws:cognito-idp:${pool.replica?.region ?? pool.region}:${accountId}:userpool/${pool.id}`;

/** Without a UsernameConfiguration, names differ by case: the API's default (the console's is the opposite). */
export const isCaseSensitive = (pool: Pool): boolean => pool.settings.UsernameConfiguration?.CaseSensitive ?? true;

/** How `value` is compared in this pool: as it stands, or with its case folded. */
export const foldCase = (pool: Pool, value: string): string => (isCaseSensitive(pool) ? value : value.toLowerCase());

export const passwordPolicy = (pool: Pool): PasswordPolicyType => pool.settings.Policies?.PasswordPolicy ?? {};

/** Days for which a temporary password is good: 7 unless the pool says otherwise; 0 means 7 too. */
export const temporaryPasswordDays = (pool: Pool): number =>
  passwordPolicy(pool).TemporaryPasswordValidityDays ||
  pool.settings.AdminCreateUserConfig?.UnusedAccountValidityDays ||
  7;

/** The second factors that the pool asks for, or lets people have; none while its MFA is off. */
export const mfaMethodsOf = ({ settings }: Pool): readonly MfaMethod[] =>
  (settings.MfaConfiguration ?? "OFF") === "OFF" ? [] : (settings.MfaMethods ?? ["SMS_MFA"]);

/** May people be without a password: does the pool take a code as the first factor that this person can get? */
export function isPasswordless({ settings }: Pool, attributes: Readonly<Record<string, string>>): boolean {
  const factors = settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const canGet = { EMAIL_OTP: attributes.email, SMS_OTP: attributes.phone_number };
  return (["EMAIL_OTP", "SMS_OTP"] as const).some((factor) => factors.includes(factor) && canGet[factor]);
}

/** Which contacts the pool verifies with a code when someone signs up or changes them. */
export const autoVerified = (pool: Pool, attribute: "email" | "phone_number"): boolean =>
  pool.settings.AutoVerifiedAttributes?.includes(attribute) ?? false;

/** Whether people who sign up are mailed a link that confirms them, in place of a code; a text message holds a code always. */
export const confirmsByLink = ({ settings }: Pool): boolean =>
  settings.VerificationMessageTemplate?.DefaultEmailOption === "CONFIRM_WITH_LINK";

/** Where nothing was said, sessions are not tracked (AWS: GetUserPoolSessionConfiguration). */
export const sessionConfiguration = ({ settings }: Pool): SessionConfiguration =>
  settings.SessionConfiguration ?? { UserSessionTracking: "DISABLED", TokenSession: { MaxPerUser: 20 } };

export const tracksSessions = (pool: Pool): boolean => sessionConfiguration(pool).UserSessionTracking === "ENABLED";

/** Whether apps may make clients for themselves (RFC 7591). */
export const registersClients = ({ settings }: Pool): boolean => settings.DcrConfiguration?.EnableStatus === "Enabled";

/** How many sessions a person may have at a time. */
export const mostSessions = (pool: Pool): number => sessionConfiguration(pool).TokenSession.MaxPerUser as number;

/** People sign up with one of these in place of a username; their username is then their sub. */
export const usernameAttributes = (pool: Pool): readonly ("email" | "phone_number")[] =>
  pool.settings.UsernameAttributes ?? [];

/** Further names, beside the username, by which a person signs in. */
export const aliasAttributes = (pool: Pool): readonly ("email" | "phone_number" | "preferred_username")[] =>
  pool.settings.AliasAttributes ?? [];

export const schemaAttribute = (pool: Pool, name: string): SchemaAttributeType | undefined =>
  pool.settings.SchemaAttributes.find((attribute) => attribute.Name === name);
