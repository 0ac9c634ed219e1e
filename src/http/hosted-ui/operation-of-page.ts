import type { Operation } from "../../operations/operation.ts";
import { validate } from "../aws-json/validation.ts";
import type { Visit } from "./visit.ts";

/**
 * Calls an operation of the API for the person on a page, as the app of the visit: what it does and refuses is decided
 * there alone. The pages need not show the app's secret, which they could read. Throws what the operation throws.
 */
export async function operate<Answer extends object>(
  { services, client, pool, origin }: Pick<Visit, "services" | "client" | "pool" | "origin">,
  operation: Operation<"client">,
  input: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const valid = validate(operation.input, { ClientId: client.id, ...input });
  return (await operation.handle(services, valid, { client, pool, origin })) as Answer;
}
