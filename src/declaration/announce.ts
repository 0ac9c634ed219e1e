import type { IssuingPool } from "../domain/token/issuer.ts";
import type { Declaration, DeclaredPool } from "./declared.ts";

export interface Announcement {
  /** Where the service is reached, without a trailing slash. */
  readonly url: string;
  /** The same by HTTPS, where that is spoken. */
  readonly httpsUrl?: string | undefined;
  readonly declaration: Declaration;
  /** The file that the declaration was read from; none for the default one, whose passwords everybody knows. */
  readonly file?: string;
  /** The database file, where it holds what an earlier start has left: passwords may have been changed since. */
  readonly kept?: string;
  readonly signatures: "verified" | "not verified";
  /** What the tokens of this pool name as `iss`. */
  issuer(pool: IssuingPool): string;
}

/** What start-up in local mode tells a developer: all that an app needs, and nothing more. Line by line. */
export function announce({ url, httpsUrl, declaration, file, kept, signatures, issuer }: Announcement): string[] {
  const pools = declaration.userPools.flatMap((pool) => [
    row("pool", pool.Id),
    row("issuer", issuer({ id: pool.Id, region: pool.Region, settings: pool })),
    ...pool.Clients.map((client, index) =>
      row(index === 0 ? "clients" : "", `${client.ClientId} (${client.ClientName})`),
    ),
    ...(file === undefined ? firstUser(pool) : []),
  ]);
  return [
    row("endpoint", url),
    ...(httpsUrl === undefined ? [] : [row("", `${httpsUrl} (by an authority that poolhouse cert prints)`)]),
    ...(kept === undefined ? [] : [row("database", `${kept}, of an earlier start`)]),
    ...(file === undefined ? [] : [row("declared", file)]),
    ...(pools.length > 0 ? pools : [row("pool", `none, as ${file} declares none`)]),
    row("inbox", `${url}/_poolhouse/messages`),
    `Local mode: passwords are hashed lightly, signatures are ${signatures}.`,
  ];
}

const row = (name: string, value: string) => `  ${name.padEnd(10)}${value}`;

const firstUser = ({ Users: [user] }: DeclaredPool) =>
  user?.Password ? [row("user", `${user.Username}, password ${user.Password}`)] : [];
