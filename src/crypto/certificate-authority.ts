import { createPrivateKey, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import type { Random } from "../random.ts";

/** A certificate (RFC 5280) and its key, both PEM; the key is PKCS #8, in clear. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly certificate: string;
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Few ever ask for one: the library, and what it needs to be there first, is loaded when somebody does. */
async function library() {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

/** Makes a certificate authority of one's own, which may certify hosts and no other authorities. */
export async function makeAuthority(random: Random, validity: Validity): Promise<KeyAndCertificate> {
  const x509 = await library();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const usages = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign;
  const made = await x509.X509CertificateGenerator.createSelfSigned(
    {
      // By its name people find it again where they have it trusted, and delete it; each is another one.
      name: [{ CN: [`Poolhouse local authority ${random.bytes(4).toString("hex")}`] }],
      ...{ serialNumber: serialNumber(random), ...validity, keys, signingAlgorithm: algorithm },
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(usages, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { key: await pemOf(keys.privateKey), certificate: made.toString("pem") };
}

/** Makes a key and a certificate for the host of these names and addresses. The authority's own stands behind it. */
export async function certifyHost(
  random: Random,
  authority: KeyAndCertificate,
  names: readonly string[],
  validity: Validity,
): Promise<KeyAndCertificate> {
  const x509 = await library();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const issuer = new x509.X509Certificate(authority.certificate);
  const usages = x509.KeyUsageFlags.digitalSignature;
  const alternatives = names.map((value) => ({ type: isIP(value) ? ("ip" as const) : ("dns" as const), value }));
  const extensions = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(usages, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    // The subject is empty, so this must be critical (RFC 5280 section 4.2.1.6).
    new x509.SubjectAlternativeNameExtension(alternatives, true),
    await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, webcrypto),
  ];
  const made = await x509.X509CertificateGenerator.create(
    {
      ...{ subject: [], issuer: issuer.subject, serialNumber: serialNumber(random), ...validity },
      ...{ publicKey: keys.publicKey, signingKey: await signingKeyOf(authority), signingAlgorithm: algorithm },
      extensions,
    },
    webcrypto,
  );
  return { key: await pemOf(keys.privateKey), certificate: `${made.toString("pem")}\n${authority.certificate}` };
}

/** Positive, and as long as it looks (RFC 5280 section 4.1.2.2). */
function serialNumber(random: Random): string {
  const serial = random.bytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  return serial.toString("hex");
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key));
  return String(createPrivateKey({ key: der, format: "der", type: "pkcs8" }).export({ format: "pem", type: "pkcs8" }));
}

function signingKeyOf({ key }: KeyAndCertificate): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(key).export({ format: "der", type: "pkcs8" });
  return webcrypto.subtle.importKey("pkcs8", new Uint8Array(der), algorithm, false, ["sign"]);
}
