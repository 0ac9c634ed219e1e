import type { Clock } from "../clock.ts";
import type { BreachedPasswords } from "../crypto/breached-passwords.ts";
import type { KeyReserve } from "../crypto/key-reserve.ts";
import type { PasswordHasher } from "../crypto/password-hash.ts";
import type { Sealer } from "../crypto/seal.ts";
import type { SigningKeyPair } from "../crypto/signing-key.ts";
import type { Random } from "../random.ts";
import type { Aside } from "./aside.ts";
import type { Federation } from "./federation/upstream.ts";
import type { ProviderDocuments } from "./identity-provider/provider-documents.ts";
import type { LocalUrls } from "./local-url.ts";
import type { LogDestinations } from "./log-delivery/log-destinations.ts";
import type { Sender } from "./message/sender.ts";
import type { PoolDomain } from "./pool-domain/pool-domain.ts";
import type { Database } from "./stores.ts";
import type { IssuingPool } from "./token/issuer.ts";
import type { Functions } from "./trigger/functions.ts";

/** Writes down the truth behind a refusal, or what the operator should know. Never a secret. */
export interface Log {
  debug(facts: object, text: string): void;
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
}

/** Everything that the rules need from outside; each function takes only the part it names. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly passwords: PasswordHasher;
  readonly breachedPasswords: BreachedPasswords;
  readonly sealer: Sealer;
  readonly keyReserve: KeyReserve<SigningKeyPair>;
  readonly sender: Sender;
  readonly logDestinations: LogDestinations;
  readonly providerDocuments: ProviderDocuments;
  readonly federation: Federation;
  readonly log: Log;
  readonly aside: Aside;
  /** Runs the functions of pools' triggers. */
  readonly functions: Functions;
  /** Has import jobs that wait run here, at once. */
  startImports(): void;
  readonly accountId: string;
  /** Whether what one user asks for in an hour is bounded. */
  readonly userLimits: "on" | "off";
  readonly localUrls: LocalUrls;
  /** The public URL that holds now, without a trailing slash. */
  publicUrl(): string;
  /** How the service reaches itself, without a trailing slash: the public URL may be known outside alone. */
  ownUrl(): string;
  /** How this machine reaches the service by HTTPS, where that is spoken on a port of its own. */
  httpsUrl(): string | undefined;
  /** Where this domain's endpoints and pages are, as others are told; without a trailing slash. */
  domainUrl(domain: PoolDomain): string;
  /** What this pool's tokens name as `iss`. */
  issuer(pool: IssuingPool): string;
}
