import { fail } from "../../errors.ts";
import type { Pool } from "../pool/pool.ts";

/** What signs people in: an active replica does. */
const signIn = new Set(["AdminInitiateAuth", "AdminRespondToAuthChallenge"]);

/** What sets that which a replica has for itself. */
const configuration = new Set([
  "SetLogDeliveryConfiguration",
  "TagResource",
  "UntagResource",
  "UpdateUserPool",
  "UpdateUserPoolReplica",
]);

const reading = /^(Admin)?(Describe|Get|List)/;

/** Throws OperationNotEnabledException for what a pool's secondary replica leaves to the primary, or is not active for. */
export function checkEnabled({ replica }: Pool, operation: string): void {
  if (!replica) return;
  if (reading.test(operation) || configuration.has(operation)) return;
  if (signIn.has(operation) && replica.active) return;
  const why = signIn.has(operation) ? "the replica is not active" : "the user pool's primary is in another";
  fail("OperationNotEnabledException", `${operation} is not enabled in ${replica.region}: ${why}.`);
}
