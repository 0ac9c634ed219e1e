import { selfSign } from "../../crypto/certificate.ts";
import { AlreadyThere } from "../already-there.ts";
import type { Services } from "../services.ts";
import type { Pool } from "./pool.ts";
import type { SigningCertificate } from "./signing-certificate.ts";

const id = "saml";
const years = 10;

/** The pool's certificate, made when it is first asked for; of several who ask at once, all get the same. */
export async function findSigningCertificate(
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
    return findSigningCertificate({ database, clock, random }, pool);
  }
}
