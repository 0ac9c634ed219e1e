import { fail } from "../../errors.ts";
import { acrLevels, acrName } from "./acr.ts";
import { checkEmail } from "./check-email.ts";
import { checkFirstFactors } from "./check-first-factors.ts";
import { checkInvitation } from "./check-invitation.ts";
import { checkSms } from "./check-sms.ts";
import { checkTriggers } from "./check-triggers.ts";
import { checkTags } from "./tags.ts";
import type { WantedPool } from "./wanted-pool.ts";

const refuse = (text: string): never => fail("InvalidParameterException", text);

const checks: readonly ((wanted: WantedPool) => void)[] = [
  checkInvitation,
  checkSignInNames,
  checkTemporaryPasswordDays,
  checkFirstFactors,
  checkAccountRecovery,
  checkVerificationBeforeUpdate,
  checkSms,
  checkEmail,
  checkTriggers,
  checkTags,
  checkAcr,
];

/**
 * Holds a new or changed pool to the rules that concern several of its members at once, in AWS's own words.
 * Throws InvalidParameterException, InvalidEmailRoleAccessPolicyException for a sender that Cognito may not use, or
 * UserPoolTaggingException.
 */
export function checkPool(wanted: WantedPool): void {
  for (const check of checks) check(wanted);
}

function checkSignInNames({ input: { AliasAttributes, UsernameAttributes } }: WantedPool): void {
  if (AliasAttributes?.length && UsernameAttributes?.length) {
    refuse("Only one of the aliasAttributes or usernameAttributes can be set in a User pool.");
  }
}

function checkTemporaryPasswordDays({ input: { Policies, AdminCreateUserConfig } }: WantedPool): void {
  if (Policies?.PasswordPolicy?.TemporaryPasswordValidityDays && AdminCreateUserConfig?.UnusedAccountValidityDays) {
    refuse("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays");
  }
}

const invalidRecovery = "Invalid account recovery setting parameter.";

function checkAccountRecovery({ input: { AccountRecoverySetting } }: WantedPool): void {
  const mechanisms = AccountRecoverySetting?.RecoveryMechanisms ?? [];
  const names = new Set(mechanisms.map(({ Name }) => Name));
  const priorities = new Set(mechanisms.map(({ Priority }) => Priority));
  if (Math.min(names.size, priorities.size) < mechanisms.length) {
    refuse(`${invalidRecovery} Account Recovery Setting cannot have duplicate priorities or recovery mechanisms.`);
  }
  if (names.has("admin_only") && names.size > 1) {
    refuse(
      `${invalidRecovery} Account Recovery Setting cannot use admin_only setting with any other recovery mechanisms.`,
    );
  }
}

function checkVerificationBeforeUpdate({ input }: WantedPool): void {
  const waiting = input.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  if (!waiting.every((attribute) => input.AutoVerifiedAttributes?.includes(attribute))) {
    refuse("All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes");
  }
}

/** A name that Cognito gives to a level which the pool leaves alone is taken too. */
function checkAcr({ input }: WantedPool): void {
  const names = acrLevels.map((level) => acrName(input, level));
  if (new Set(names).size < names.length) refuse("AcrConfiguration must give each level a name of its own.");
}
