import * as z from "zod";
import { blob, oneOf, text } from "./constraints.ts";

export const ManagedLoginBrandingId = text({
  pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
});

export const Asset = z.object({
  Category: oneOf(
    "FAVICON_ICO",
    "FAVICON_SVG",
    "EMAIL_GRAPHIC",
    "SMS_GRAPHIC",
    "AUTH_APP_GRAPHIC",
    "PASSWORD_GRAPHIC",
    "PASSKEY_GRAPHIC",
    "PAGE_HEADER_LOGO",
    "PAGE_HEADER_BACKGROUND",
    "PAGE_FOOTER_LOGO",
    "PAGE_FOOTER_BACKGROUND",
    "PAGE_BACKGROUND",
    "FORM_BACKGROUND",
    "FORM_LOGO",
    "IDP_BUTTON_ICON",
  ),
  ColorMode: oneOf("LIGHT", "DARK", "DYNAMIC"),
  Extension: oneOf("ICO", "JPEG", "PNG", "SVG", "WEBP"),
  Bytes: blob({ max: 1_000_000 }).optional(),
  ResourceId: text({ min: 1, max: 40, pattern: "^[\\w\\- ]+$" }).optional(),
});

/** Settings are JSON: what they may say is a rule of the domain's. */
export const BrandingSettings = z.record(z.string(), z.unknown());

/** What CreateManagedLoginBranding and UpdateManagedLoginBranding both take. */
export const brandingMembers = {
  UseCognitoProvidedValues: z.boolean().optional(),
  Settings: BrandingSettings.optional(),
  Assets: z.array(Asset).max(40).optional(),
};
