import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { allClients, type UICustomization } from "./ui-customization.ts";

/** The look of a client's classic pages: its own, or else that of all clients. */
export async function findUICustomization(
  { database: { uiCustomizations } }: Pick<Services, "database">,
  pool: Pool,
  clientId: string,
): Promise<UICustomization | undefined> {
  return (await uiCustomizations.get(pool.id, clientId)) ?? uiCustomizations.get(pool.id, allClients);
}
