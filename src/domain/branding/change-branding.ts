import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import type { Asset, Branding } from "./branding.ts";
import { type BrandingInput, checkBranding } from "./check-branding.ts";
import { mergeSettings } from "./merge-settings.ts";

const mostAssets = 40;

/**
 * The style with what `input` says. Settings and images that it does not mention stay, so that a style of more than two
 * megabytes can be sent in parts; Cognito's values take the place of all settings. Throws InvalidParameterException.
 */
export function changeBranding({ clock }: Pick<Services, "clock">, branding: Branding, input: BrandingInput): Branding {
  checkBranding(input);
  const { content } = branding;
  const { UseCognitoProvidedValues: useCognitoProvidedValues = false, Settings } = input;
  const assets = mergeAssets(content.assets, input.Assets ?? []);
  if (assets.length > mostAssets) fail("InvalidParameterException", `A style has ${mostAssets} assets at most.`);
  const settings = Settings && mergeSettings(content.settings ?? {}, Settings);
  return { ...branding, content: { ...content, useCognitoProvidedValues, settings, assets }, modifiedAt: clock.now() };
}

/** One image for each use: its category, its colour mode and, for a provider's button, which. */
function mergeAssets(before: readonly Asset[], more: readonly Asset[]): Asset[] {
  const use = ({ Category, ColorMode, ResourceId }: Asset) => JSON.stringify([Category, ColorMode, ResourceId]);
  return [...new Map([...before, ...more].map((asset) => [use(asset), asset])).values()];
}
