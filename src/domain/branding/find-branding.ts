import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Branding } from "./branding.ts";

type Storage = Pick<Services, "database">;

/** Throws ResourceNotFoundException for the style that is not there. */
export const noBranding = (id: string): never =>
  fail("ResourceNotFoundException", `ManagedLoginBranding ${id} does not exist.`);

/** The pool's style of this id. Throws ResourceNotFoundException. */
export const findBranding = async ({ database }: Storage, pool: Pool, id: string): Promise<Branding> =>
  (await database.brandings.get(pool.id, id)) ?? noBranding(id);

/** The client's style, if it has one. */
export const brandingOf = ({ database }: Storage, client: Client): Promise<Branding | undefined> =>
  database.brandings.byUniqueKey(client.id);
