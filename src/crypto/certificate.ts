import { webcrypto } from "node:crypto";
import type { Random } from "../random.ts";

/** A self-signed X.509 certificate (RFC 5280) and its RSA-2048 key. */
export interface Certificate {
  /** DER. */
  readonly certificate: Buffer;
  /** PKCS #8 DER, in clear: to be sealed before it is stored. */
  readonly privateKey: Buffer;
}

const algorithm = {
  ...{ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  ...{ modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
};

/** Makes a key and a certificate that says it is `commonName`'s, good between the two moments. */
export async function selfSign(
  random: Random,
  { commonName, notBefore, notAfter }: { commonName: string; notBefore: Date; notAfter: Date },
): Promise<Certificate> {
  // Few ever ask for one: the library, and what it needs to be there first, is loaded when somebody does.
  await import("reflect-metadata");
  const { X509CertificateGenerator } = await import("@peculiar/x509");
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const serial = random.bytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40; // positive, and as long as it looks (RFC 5280 section 4.1.2.2)
  const made = await X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [commonName] }],
      serialNumber: serial.toString("hex"),
      ...{ notBefore, notAfter, keys, signingAlgorithm: algorithm },
    },
    webcrypto,
  );
  const privateKey = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey));
  return { certificate: Buffer.from(made.rawData), privateKey };
}
