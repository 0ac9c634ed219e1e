import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { checkCss } from "./check-css.ts";
import { readLogo } from "./logo.ts";
import { allClients, type UICustomization } from "./ui-customization.ts";

export interface WantedUICustomization {
  /** The app client, or `ALL`. */
  readonly clientId: string;
  readonly css?: string;
  /** Base64. */
  readonly image?: string;
}

const mostCharacters = 135 * 1024;

/** Builds a customization and stores nothing. Throws InvalidParameterException. */
export async function newUICustomization(
  { clock }: Pick<Services, "clock">,
  pool: Pool,
  { clientId, css, image }: WantedUICustomization,
): Promise<UICustomization> {
  if ((css?.length ?? 0) + (image?.length ?? 0) > mostCharacters) {
    fail("InvalidParameterException", "Request parameters too large.");
  }
  if (css) await checkCss(css);
  const now = clock.now();
  return {
    poolId: pool.id,
    id: clientId,
    ...(clientId !== allClients && { owner: { clientId } }),
    content: { css: css || undefined, logo: image ? readLogo(image) : undefined },
    createdAt: now,
    modifiedAt: now,
  };
}
