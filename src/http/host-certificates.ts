import { createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";
import type { Clock } from "../clock.ts";
import { certifyHost, type KeyAndCertificate } from "../crypto/certificate-authority.ts";
import type { Random } from "../random.ts";

interface Certifying {
  readonly authority: KeyAndCertificate;
  readonly clock: Pick<Clock, "machineNow">;
  readonly random: Random;
  /** Whether a name is one under which the service may be asked. */
  allows(name: string): Promise<boolean>;
}

/** What an HTTPS server needs to show a certificate for whichever name it is asked by. */
export interface Credentials extends Required<Pick<SecureContextOptions, "key" | "cert">> {
  SNICallback(name: string, done: (error: Error | null, context?: SecureContext) => void): void;
}

/** For who names nobody (RFC 6066 section 3), as clients do that call an address. */
const thisMachine = ["localhost", "127.0.0.1", "::1"];

const day = 86_400_000;
const life = 90 * day;
const mostKept = 500;

/** A certificate for each name, made when it is first asked for, and anew long before it ends. */
export async function hostCertificates({ authority, clock, random, allows }: Certifying): Promise<Credentials> {
  const known = new Map<string, { context: Promise<SecureContext>; until: number }>();

  function certify(names: readonly string[]): Promise<KeyAndCertificate> {
    const now = clock.machineNow().getTime();
    // Clocks of containers and their hosts may differ.
    const validity = { notBefore: new Date(now - day), notAfter: new Date(now + life) };
    return certifyHost(random, authority, names, validity);
  }

  function contextFor(name: string): Promise<SecureContext> {
    const now = clock.machineNow().getTime();
    const kept = known.get(name);
    if (kept && kept.until > now) return kept.context;
    const context = certify([name]).then(({ key, certificate: cert }) => createSecureContext({ key, cert }));
    known.set(name, { context, until: now + life / 2 });
    context.catch(() => known.delete(name));
    const [oldest] = known.keys();
    if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
    return context;
  }

  const { key, certificate: cert } = await certify(thisMachine);
  return {
    ...{ key, cert },
    SNICallback(name, done) {
      const asked = name.toLowerCase();
      allows(asked)
        .then((allowed) => (allowed ? contextFor(asked) : undefined))
        // Without a context of its own, the name is shown the certificate of this machine.
        .then(
          (context) => done(null, context),
          (error: Error) => done(error),
        );
    },
  };
}
