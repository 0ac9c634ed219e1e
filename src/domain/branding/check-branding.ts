import { fail } from "../../errors.ts";
import type { Asset, Settings } from "./branding.ts";
import { checkAssets } from "./check-assets.ts";
import { checkSettings } from "./check-settings.ts";

/** What CreateManagedLoginBranding and UpdateManagedLoginBranding both take. */
export interface BrandingInput {
  readonly UseCognitoProvidedValues?: boolean;
  readonly Settings?: Settings;
  readonly Assets?: readonly Asset[];
}

const mostCharacters = 2 * 1024 * 1024;

/**
 * A style is Cognito's or has settings of its own, and is said to be either whenever it is made or changed (measured on AWS:
 * floci-io/floci pull request 2869); images go with either, though AWS's documentation says otherwise. Throws
 * InvalidParameterException.
 */
export function checkBranding({ UseCognitoProvidedValues = false, Settings, Assets = [] }: BrandingInput): void {
  if (UseCognitoProvidedValues === (Settings !== undefined)) {
    fail("InvalidParameterException", "useCognitoProvidedValues or settings should be specified (but not both)");
  }
  if (Settings) checkSettings(Settings);
  const settingsLength = Settings ? JSON.stringify(Settings).length : 0;
  const length = Assets.reduce((sum, { Bytes = "" }) => sum + Bytes.length, settingsLength);
  if (length > mostCharacters) fail("InvalidParameterException", "The request must not be larger than 2 megabytes.");
  checkAssets(Assets);
}
