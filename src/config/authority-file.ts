import { createPrivateKey, X509Certificate } from "node:crypto";
import { type KeyAndCertificate, makeAuthority } from "../crypto/certificate-authority.ts";
import type { Random } from "../random.ts";
import { ConfigError, unusableFile } from "./config-error.ts";
import { readIfThere, writeOnce } from "./private-file.ts";

const tenYears = 10 * 365 * 86_400_000;
const day = 86_400_000;

/**
 * The certificate authority of a service that speaks HTTPS, made when it is not there: key and certificate in one file,
 * readable by its owner alone. Throws ConfigError for a file that holds none.
 */
export async function authorityIn(file: string, random: Random, now: Date): Promise<KeyAndCertificate> {
  const known = await readIfThere(file).catch(unusableFile(file));
  if (known !== undefined) return authorityOf(file, known);
  const { key, certificate } = await makeAuthority(random, {
    notBefore: new Date(now.getTime() - day),
    notAfter: new Date(now.getTime() + tenYears),
  });
  return authorityOf(file, await writeOnce(file, `${key}${certificate}\n`, random).catch(unusableFile(file)));
}

function authorityOf(file: string, text: string): KeyAndCertificate {
  const part = (label: string) => text.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`))?.[0];
  const [key, certificate] = [part("PRIVATE KEY"), part("CERTIFICATE")];
  if (!key || !certificate || !belongTogether(key, certificate)) {
    throw new ConfigError(`${file} does not hold a certificate authority: delete it, and a new one is made.`);
  }
  return { key, certificate };
}

function belongTogether(key: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}
