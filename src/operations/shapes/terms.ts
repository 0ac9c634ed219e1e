import type { z } from "zod";
import { integer, mapOf, oneOf, text } from "./constraints.ts";

export const TermsId = text({
  pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[4][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
});

export const TermsName = text({ pattern: "^(terms-of-use|privacy-policy)$" });

export const TermsSource = oneOf("LINK");

export const TermsEnforcement = oneOf("NONE");

export const LanguageId = text({
  pattern:
    "^cognito:(default|dutch|english|french|spanish|german|bahasa-indonesia|italian|japanese|korean|portuguese-brazil|chinese-(simplified|traditional))$",
});

export const LinkUrl = text({ min: 1, max: 1024, pattern: "^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$" });

/** A document's URL in each language. */
export const Links: z.ZodRecord<z.ZodString, z.ZodString> = mapOf(LanguageId, LinkUrl, { min: 1, max: 13 });

export const ListTermsLimit = integer({ min: 1, max: 60 });
