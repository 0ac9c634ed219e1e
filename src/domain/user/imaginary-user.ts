import { hash } from "node:crypto";
import type { CodeDeliveryDetailsType } from "@aws-sdk/client-cognito-identity-provider";
import { stableBytes, stableUuid } from "../../crypto/stable-bytes.ts";
import { deliveryDetails } from "../message/notify.ts";
import { autoVerified, foldCase, type Pool, usernameAttributes } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { PasswordRecord, User } from "./user.ts";
import type { Contact } from "./verification.ts";

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

/** By what somebody made up is told from others, as users are. */
export const imaginaryIdentity = (
  sealing: Sealing,
  pool: Pool,
  name: string,
): Pick<User, "poolId" | "sub" | "createdAt"> => ({
  poolId: pool.id,
  sub: imaginarySub(sealing, pool, name),
  createdAt: longAgo,
});

/**
 * Somebody to go on with in place of nobody, so that both take as long; by `name`, as it was typed, with the contacts
 * that people of the pool have.
 */
export const imaginaryUser = (sealing: Sealing, pool: Pool, sub: string, name: string): User => ({
  poolId: pool.id,
  sub,
  username: sub,
  status: "CONFIRMED",
  enabled: true,
  attributes: imaginaryAttributes(sealing, pool, name),
  credentials: { password: imaginaryPassword(sealing, pool, sub) },
  createdAt: longAgo,
  modifiedAt: longAgo,
});

function imaginaryAttributes(sealing: Sealing, pool: Pool, name: string): Record<string, string> {
  const typed = name.includes("@") ? "email" : isPhoneNumber(name) && "phone_number";
  const has = (attribute: Contact["attribute"]) =>
    attribute === typed || autoVerified(pool, attribute) || usernameAttributes(pool).includes(attribute);
  const contacts = (["email", "phone_number"] as const).filter(has);
  return Object.fromEntries(
    contacts.flatMap((attribute) => [
      [attribute, imaginaryContact(sealing, pool, name, attribute).destination],
      [`${attribute}_verified`, "true"],
    ]),
  );
}

/** The address or number of nobody: the one that was typed, or a made-up one. */
export function imaginaryContact(sealing: Sealing, pool: Pool, name: string, attribute: Contact["attribute"]): Contact {
  const chance = bytesFor(sealing, pool, "address", name, 4);
  if (attribute === "phone_number") {
    const digits = String(chance.readUInt32BE() % 10_000).padStart(4, "0");
    return { attribute, destination: isPhoneNumber(name) ? name : `+1555555${digits}` };
  }
  const letter = (index: number) => String.fromCharCode(97 + (chance.readUInt8(index) % 26));
  return { attribute, destination: name.includes("@") ? name : `${letter(0)}@${letter(1)}` };
}

const isPhoneNumber = (name: string): boolean => /^\+[0-9]+$/.test(name);

/**
 * Where a code for nobody is said to go: to the address or number that was typed, or to a made-up one of the kind that
 * the pool verifies.
 */
export function imaginaryDelivery(sealing: Sealing, pool: Pool, name: string): CodeDeliveryDetailsType {
  const byPhone = isPhoneNumber(name) || (autoVerified(pool, "phone_number") && !autoVerified(pool, "email"));
  const attribute = byPhone && !name.includes("@") ? "phone_number" : "email";
  return deliveryDetails(imaginaryContact(sealing, pool, name, attribute));
}
