import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { type Terms, termsKey } from "./terms.ts";

type Storage = Pick<Services, "database">;

/** Throws ResourceNotFoundException for terms that are not there. */
export const noTerms = (): never => fail("ResourceNotFoundException", "Terms not found.");

/** The pool's terms of this id. Throws ResourceNotFoundException. */
export const findTerms = async ({ database }: Storage, pool: Pool, id: string): Promise<Terms> =>
  (await database.terms.get(pool.id, id)) ?? noTerms();

/** The client's terms of this name, if it has them. */
export const termsOf = ({ database }: Storage, client: Client, name: string): Promise<Terms | undefined> =>
  database.terms.byUniqueKey(termsKey({ clientId: client.id, name }));

/** What a client's sign-up page links to: terms of use and privacy policy, once there are both; else nothing, as at AWS. */
export async function shownTerms(
  services: Storage,
  client: Client,
): Promise<{ use: Terms; privacy: Terms } | undefined> {
  const [use, privacy] = await Promise.all([
    termsOf(services, client, "terms-of-use"),
    termsOf(services, client, "privacy-policy"),
  ]);
  return use && privacy && { use, privacy };
}
