import { fail } from "../../errors.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Client } from "../client/client.ts";
import type { Services } from "../services.ts";
import type { Branding } from "./branding.ts";
import { type BrandingInput, checkBranding } from "./check-branding.ts";

/** Builds a client's style and stores nothing. Throws InvalidParameterException. */
export function newBranding(
  { random, clock }: Pick<Services, "random" | "clock">,
  { id: clientId, poolId }: Pick<Client, "id" | "poolId">,
  input: BrandingInput,
): Branding {
  checkBranding(input);
  const { UseCognitoProvidedValues = false, Settings, Assets = [] } = input;
  const now = clock.now();
  return {
    poolId,
    id: random.uuid(),
    owner: { clientId },
    uniqueKey: clientId,
    content: { clientId, useCognitoProvidedValues: UseCognitoProvidedValues, settings: Settings, assets: [...Assets] },
    createdAt: now,
    modifiedAt: now,
  };
}

/** Stores a new style. Throws ManagedLoginBrandingExistsException where the client has one. */
export async function insertBranding({ database }: Pick<Services, "database">, branding: Branding): Promise<void> {
  try {
    await database.brandings.insert(branding);
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    fail(
      "ManagedLoginBrandingExistsException",
      `A ManagedLoginBranding already exists for client ${branding.content.clientId}`,
    );
  }
}
