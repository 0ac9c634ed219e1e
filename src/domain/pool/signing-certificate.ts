import { selfSign } from "../../crypto/certificate.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Document } from "../document/document.ts";
import type { Services } from "../services.ts";
import type { Pool } from "./pool.ts";

/** What a pool signs its SAML requests with (AWS: "SAML signing and encryption"). Both are DER in base64. */
export type SigningCertificate = Document<{ readonly certificate: string; readonly privateKey: string }>;

const id = "saml";
const years = 10;

/** The pool's certificate, made when it is first asked for; of several who ask at once, all get the same. */
export async function signingCertificate(
  { database, clock, random }: Pick<Services, "database" | "clock" | "random">,
  pool: Pool,
): Promise<SigningCertificate["content"]> {
  const { signingCertificates } = database;
  const known = await signingCertificates.get(pool.id, id);
  if (known) return known.content;
  const now = clock.now();
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(now.getUTCFullYear() + years);
  const made = await selfSign(random, { commonName: pool.id, notBefore: now, notAfter });
  const content = {
    certificate: made.certificate.toString("base64"),
    privateKey: made.privateKey.toString("base64"),
  };
  try {
    await signingCertificates.insert({ poolId: pool.id, id, content, createdAt: now, modifiedAt: now });
    return content;
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    return signingCertificate({ database, clock, random }, pool);
  }
}
