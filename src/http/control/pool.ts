import { HTTPException } from "hono/http-exception";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Stores } from "../../domain/stores.ts";

/** The pool of this id, whichever region it is in. Throws 404. */
export const poolOf = async ({ pools }: Pick<Stores, "pools">, id: string): Promise<Pool> =>
  (await pools.get(id)) ?? refuseUnknown(id);

export function refuseUnknown(id: string): never {
  throw new HTTPException(404, { message: `User pool ${id} does not exist.` });
}
