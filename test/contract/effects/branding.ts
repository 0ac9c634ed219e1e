import { type Effects, shownIn } from "./effect.ts";
import { UserPoolId } from "./everywhere.ts";

const styles = shownIn("operations/branding.test.ts");

const ManagedLoginBrandingId = styles("are not found where there are none");
const ReturnMergedResources = styles("merges Cognito's settings with those of the style when asked to");
const members = {
  UseCognitoProvidedValues: styles("shows Cognito's own settings for a style that uses its values"),
  Settings: shownIn("hosted-ui/branding.test.ts")("shows each colour and radius of %s"),
  Assets: shownIn("hosted-ui/branding-layout.test.ts")("the background of %s, in each colour scheme"),
};

export const branding: Readonly<Record<string, Effects>> = {
  CreateManagedLoginBranding: {
    UserPoolId,
    ClientId: styles("gives a client one style, whoever asks at the same time"),
    ...members,
  },
  DeleteManagedLoginBranding: {
    ManagedLoginBrandingId: styles(
      "deletes the style, after which its client may have another; and it goes with its client",
    ),
    UserPoolId,
  },
  DescribeManagedLoginBranding: { UserPoolId, ManagedLoginBrandingId, ReturnMergedResources },
  DescribeManagedLoginBrandingByClient: {
    UserPoolId,
    ClientId: styles("deletes the style, after which its client may have another; and it goes with its client"),
    ReturnMergedResources,
  },
  UpdateManagedLoginBranding: {
    UserPoolId: styles("refuses what CreateManagedLoginBranding refuses, more than forty images in all, and no id"),
    ManagedLoginBrandingId,
    ...members,
    UseCognitoProvidedValues: styles("returns to Cognito's values, and from there to settings"),
  },
};
