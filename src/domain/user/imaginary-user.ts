import { hash } from "node:crypto";
import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import { stableBytes, stableUuid } from "../../crypto/stable-bytes.ts";
import { deliveryDetails } from "../message/notify.ts";
import { autoVerified, foldCase, type Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { PasswordRecord, User } from "./user.ts";

type Sealing = Pick<Services, "sealer">;

const longAgo = new Date(0);

const keyOf = ({ sealer }: Sealing) => sealer.derive("imaginary users");
// Hashed, because what is typed may be longer than a label can be.
const labelOf = (pool: Pool, what: string, name: string) =>
  `${what}:${pool.id}:${hash("sha256", foldCase(pool, name), "base64url")}`;

/** Bytes that look random and are the same for the same name at every call (RFC 5054 section 2.5.1.3). */
const bytesFor = (sealing: Sealing, pool: Pool, what: string, name: string, length: number) =>
  stableBytes(keyOf(sealing), labelOf(pool, what, name), length);

/** What SRP is answered with for somebody who has no password: a stable salt, and a verifier that no password leads to. */
export const imaginaryPassword = (sealing: Sealing, pool: Pool, name: string): PasswordRecord => ({
  hash: "",
  salt: bytesFor(sealing, pool, "salt", name, 16).toString("hex"),
  verifier: bytesFor(sealing, pool, "verifier", name, 383).toString("hex"),
  changedAt: longAgo,
});

/** The sub that a client which hides unknown users is shown for a name that is nobody's. */
export const imaginarySub = (sealing: Sealing, pool: Pool, name: string): string =>
  stableUuid(keyOf(sealing), labelOf(pool, "sub", name));

/** Somebody to go on with in place of nobody, so that both take as long. */
export const imaginaryUser = (sealing: Sealing, pool: Pool, sub: string): User => ({
  poolId: pool.id,
  sub,
  username: sub,
  status: "CONFIRMED",
  enabled: true,
  attributes: {},
  credentials: { password: imaginaryPassword(sealing, pool, sub) },
  createdAt: longAgo,
  modifiedAt: longAgo,
});

/**
 * Where a code for nobody is said to go: to the address or number that was typed, or to a made-up one of the kind that
 * the pool verifies.
 */
export function imaginaryDelivery(sealing: Sealing, pool: Pool, name: string): CodeDeliveryDetailsType {
  if (/^\+[0-9]+$/.test(name)) return deliveryDetails({ attribute: "phone_number", destination: name });
  if (name.includes("@")) return deliveryDetails({ attribute: "email", destination: name });
  const chance = bytesFor(sealing, pool, "address", name, 4);
  if (autoVerified(pool, "phone_number") && !autoVerified(pool, "email")) {
    const digits = String(chance.readUInt32BE() % 10_000).padStart(4, "0");
    return deliveryDetails({ attribute: "phone_number", destination: `+1555555${digits}` });
  }
  const letter = (index: number) => String.fromCharCode(97 + (chance.readUInt8(index) % 26));
  return deliveryDetails({ attribute: "email", destination: `${letter(0)}@${letter(1)}` });
}
