import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import { stableBytes, stableUuid } from "../../crypto/stable-bytes.ts";
import { deliveryDetails } from "../message/notify.ts";
import { foldCase, type Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { PasswordRecord, User } from "./user.ts";

type Sealing = Pick<Services, "sealer">;

const longAgo = new Date(0);

const keyOf = ({ sealer }: Sealing) => sealer.derive("imaginary users");
const labelOf = (pool: Pool, what: string, name: string) => `${what}:${pool.id}:${foldCase(pool, name)}`;

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

/** The user whom a client that hides unknown users is shown in place of nobody: always the same for the same name. */
export function imaginaryUser(sealing: Sealing, pool: Pool, name: string): User {
  const sub = stableUuid(keyOf(sealing), labelOf(pool, "sub", name));
  return {
    poolId: pool.id,
    sub,
    username: sub,
    status: "CONFIRMED",
    enabled: true,
    attributes: {},
    credentials: { password: imaginaryPassword(sealing, pool, sub) },
    createdAt: longAgo,
    modifiedAt: longAgo,
  };
}

/** Where a code for nobody is said to go: to the address or number that was typed, or to a made-up address. */
export function imaginaryDelivery(sealing: Sealing, pool: Pool, name: string): CodeDeliveryDetailsType {
  if (/^\+[0-9]+$/.test(name)) return deliveryDetails({ attribute: "phone_number", destination: name });
  const letters = bytesFor(sealing, pool, "address", name, 2);
  const letter = (index: number) => String.fromCharCode(97 + (letters.readUInt8(index) % 26));
  return deliveryDetails({ attribute: "email", destination: name.includes("@") ? name : `${letter(0)}@${letter(1)}` });
}
