import type { Asset, Branding, Settings } from "./branding.ts";
import { cognitoStyle, type Style } from "./cognito-style.ts";
import { mergeSettings } from "./merge-settings.ts";

/** A style's settings, Cognito's own where it says nothing. */
export const mergedSettings = ({ content }: Pick<Branding, "content">): Style =>
  // What was merged in was held to the same names and kinds of value.
  mergeSettings(cognitoStyle, content.settings ?? {}) as Style;

/** ManagedLoginBrandingType, its images in base64 as JSON has them. */
export interface DescribedBranding {
  readonly ManagedLoginBrandingId: string;
  readonly UserPoolId: string;
  readonly UseCognitoProvidedValues: boolean;
  readonly Settings?: Settings;
  readonly Assets: readonly Asset[];
  readonly CreationDate: Date;
  readonly LastModifiedDate: Date;
}

/** A style as the API shows it: what it says itself (`own`), or with Cognito's settings where it says nothing (`merged`). */
export const describeBranding = (branding: Branding, settings: "own" | "merged" = "own"): DescribedBranding => ({
  ManagedLoginBrandingId: branding.id,
  UserPoolId: branding.poolId,
  UseCognitoProvidedValues: branding.content.useCognitoProvidedValues,
  Settings: settings === "merged" ? mergedSettings(branding) : branding.content.settings,
  Assets: branding.content.assets,
  CreationDate: branding.createdAt,
  LastModifiedDate: branding.modifiedAt,
});
