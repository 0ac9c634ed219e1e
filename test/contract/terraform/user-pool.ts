import type {
  CognitoIdentityProvider,
  CreateUserPoolCommandInput,
  SchemaAttributeType,
  SetUserPoolMfaConfigCommandInput,
  UpdateUserPoolCommandInput,
  UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Attributes, differences } from "./plan.ts";

/** An `aws_cognito_user_pool`; its password and sign-in policies stand beside each other. */
export type PoolConfiguration = Omit<CreateUserPoolCommandInput, "PoolName" | "Policies"> &
  NonNullable<CreateUserPoolCommandInput["Policies"]> &
  Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId" | "MfaConfiguration" | "SmsMfaConfiguration">;

/** What the provider takes from the service where nothing is configured ("Computed", or a difference that it suppresses). */
const computed = [
  "AccountRecoverySetting",
  "AdminCreateUserConfig",
  "EmailConfiguration",
  "EmailVerificationMessage",
  "EmailVerificationSubject",
  "LambdaConfig.PreTokenGeneration",
  "LambdaConfig.PreTokenGenerationConfig",
  "PasswordPolicy",
  "PasswordPolicy.TemporaryPasswordValidityDays",
  "SignInPolicy",
  "SmsConfiguration",
  "SmsConfiguration.SnsRegion",
  "SmsVerificationMessage",
  "UserPoolTier",
  "VerificationMessageTemplate",
  ...["EmailMessage", "EmailMessageByLink", "EmailSubject", "EmailSubjectByLink", "SmsMessage"].map(
    (member) => `VerificationMessageTemplate.${member}`,
  ),
];

/** What no update may change without a new pool. */
const lasting = ["AliasAttributes", "UsernameAttributes", "UsernameConfiguration", "Schema", "UserPoolTags"];

const ofMfa = ["MfaConfiguration", "SmsConfiguration", "SmsAuthenticationMessage"];
const ofMfaAlone = ["SoftwareTokenMfaConfiguration", "EmailMfaConfiguration", "WebAuthnConfiguration"];

const without = (attributes: object, names: readonly string[]): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));

/** Terraform's calls for a user pool, as its provider makes them (hashicorp/terraform-provider-aws, internal/service/cognitoidp/user_pool.go). */
export class TerraformPool {
  readonly #sdk: CognitoIdentityProvider;
  readonly id: string;
  #configured: PoolConfiguration;

  private constructor(sdk: CognitoIdentityProvider, id: string, configured: PoolConfiguration) {
    this.#sdk = sdk;
    this.id = id;
    this.#configured = configured;
  }

  /** The pool is made without MFA, which follows. */
  static async create(sdk: CognitoIdentityProvider, configured: PoolConfiguration): Promise<TerraformPool> {
    const { MfaConfiguration: _, ...input } = withPolicies(without(configured, ofMfaAlone));
    const { UserPool } = await sdk.createUserPool({ PoolName: "people", DeletionProtection: "INACTIVE", ...input });
    const pool = new TerraformPool(sdk, UserPool?.Id ?? "", configured);
    const isMfa = (configured.MfaConfiguration ?? "OFF") !== "OFF";
    if (isMfa || configured.WebAuthnConfiguration) await pool.#setMfa(configured);
    return pool;
  }

  /** What was computed before is sent again with what is configured now. Tags are other calls' (TagResource). */
  async update(configured: PoolConfiguration): Promise<void> {
    const before = await this.read();
    const kept = Object.fromEntries(
      Object.entries(before).filter(([name]) => computed.includes(name) && !(name in configured)),
    );
    const planned = { ...kept, ...configured };
    const changed = differences(withBlocks(this.#configured), withBlocks(configured), []).map(
      (path) => path.split(".")[0] ?? "",
    );
    if ([...ofMfa, ...ofMfaAlone].some((name) => changed.includes(name))) await this.#setMfa(planned);
    if (changed.some((name) => !ofMfaAlone.includes(name))) {
      const input = withPolicies(without(planned, [...ofMfaAlone, ...lasting]));
      const settings = configured.UserAttributeUpdateSettings ?? { AttributesRequireVerificationBeforeUpdate: [] };
      await this.#sdk.updateUserPool({
        ...{ MfaConfiguration: "OFF", DeletionProtection: "INACTIVE", ...input, UserPoolId: this.id },
        ...(changed.includes("UserAttributeUpdateSettings") && { UserAttributeUpdateSettings: settings }),
      });
    }
    this.#configured = configured;
  }

  async #setMfa(planned: PoolConfiguration): Promise<void> {
    const { MfaConfiguration = "OFF", SmsConfiguration, SmsAuthenticationMessage, WebAuthnConfiguration } = planned;
    await this.#sdk.setUserPoolMfaConfig({
      ...{ UserPoolId: this.id, MfaConfiguration, WebAuthnConfiguration },
      SoftwareTokenMfaConfiguration: planned.SoftwareTokenMfaConfiguration,
      EmailMfaConfiguration: planned.EmailMfaConfiguration,
      ...(SmsConfiguration &&
        MfaConfiguration !== "OFF" && { SmsMfaConfiguration: { SmsConfiguration, SmsAuthenticationMessage } }),
    });
  }

  /** The pool as the provider reads it into its state. */
  async read(): Promise<Attributes> {
    const { UserPool = {} } = await this.#sdk.describeUserPool({ UserPoolId: this.id });
    const mfa = await this.#sdk.getUserPoolMfaConfig({ UserPoolId: this.id });
    const { Policies, AdminCreateUserConfig, SchemaAttributes = [], ...described } = UserPool;
    const { UnusedAccountValidityDays: _, ...adminCreateUserConfig } = AdminCreateUserConfig ?? {};
    const verified = described.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
    return {
      ...Object.fromEntries(Object.entries(described).filter(([name]) => readAsTheyAre.includes(name))),
      ...Policies,
      AdminCreateUserConfig: adminCreateUserConfig,
      UserAttributeUpdateSettings: verified.length > 0 ? described.UserAttributeUpdateSettings : undefined,
      Schema: readSchema(this.#configured.Schema ?? [], SchemaAttributes),
      MfaConfiguration: mfa.MfaConfiguration === "OFF" ? undefined : mfa.MfaConfiguration,
      DeletionProtection: described.DeletionProtection === "INACTIVE" ? undefined : described.DeletionProtection,
      SoftwareTokenMfaConfiguration: mfa.SoftwareTokenMfaConfiguration,
      EmailMfaConfiguration: mfa.EmailMfaConfiguration,
      WebAuthnConfiguration: mfa.WebAuthnConfiguration,
    };
  }

  /** The attributes that a second plan would change. */
  async plan(): Promise<string[]> {
    return differences(withBlocks(this.#configured), withBlocks(await this.read()), computed);
  }
}

const readAsTheyAre: readonly (keyof UserPoolType)[] & readonly string[] = [
  ...(["AccountRecoverySetting", "AliasAttributes", "AutoVerifiedAttributes", "EmailConfiguration"] as const),
  ...(["EmailVerificationMessage", "EmailVerificationSubject", "LambdaConfig", "SmsAuthenticationMessage"] as const),
  ...(["SmsConfiguration", "SmsVerificationMessage", "UserPoolAddOns", "UserPoolTags", "UserPoolTier"] as const),
  ...(["DeviceConfiguration", "UsernameAttributes", "UsernameConfiguration", "VerificationMessageTemplate"] as const),
];

const blocks = [
  ...["DeviceConfiguration", "EmailMfaConfiguration", "SoftwareTokenMfaConfiguration"],
  ...["UsernameConfiguration", "WebAuthnConfiguration"],
];

/** That one of these blocks is there counts, even where nothing in it does but false. */
const withBlocks = (attributes: object): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      value && blocks.includes(name) ? { ...value, isThere: true } : value,
    ]),
  );

function withPolicies({ PasswordPolicy, SignInPolicy, ...input }: Attributes & PoolConfiguration) {
  const Policies = PasswordPolicy || SignInPolicy ? { PasswordPolicy, SignInPolicy } : undefined;
  return { ...(input as Omit<UpdateUserPoolCommandInput, "UserPoolId">), Policies };
}

/**
 * The attributes that are not exactly the standard ones, by their short names; the bounds of one that is configured
 * without any are left out. "identities" stands in no configuration.
 */
function readSchema(configured: readonly SchemaAttributeType[], found: readonly SchemaAttributeType[]) {
  const unbounded = new Set(configured.flatMap((one) => (one.StringAttributeConstraints ? [] : [one.Name])));
  return found.flatMap((attribute) => {
    if (isStandard(attribute) && !configured.some(({ Name }) => Name === attribute.Name)) return [];
    const Name = attribute.Name?.replace(/^(dev:)?(custom:)?/, "");
    if (!unbounded.has(Name)) return [{ ...attribute, Name }];
    return [{ ...attribute, Name, StringAttributeConstraints: undefined }];
  });
}

/** The bounds of standard attributes that the provider knows of. */
function isStandard({
  Name = "",
  Mutable,
  Required,
  StringAttributeConstraints,
  ...one
}: SchemaAttributeType): boolean {
  const [least, most] = { sub: ["1", "2048"], birthdate: ["10", "10"] }[Name] ?? ["0", "2048"];
  const { MinLength, MaxLength } = StringAttributeConstraints ?? {};
  const isOfText = one.AttributeDataType === "String";
  return (
    !/^(custom|dev):/.test(Name) &&
    Mutable === (Name !== "sub") &&
    Required === (Name === "sub") &&
    (!isOfText || Name === "identities" || (MinLength === least && MaxLength === most))
  );
}
