/**
 * Keeps what the domain's ports ask to be kept, in SQLite or PostgreSQL. The only folder that knows Drizzle, SQL and
 * the two drivers. It owns how things are found, changed at the same time, cached and sealed; it knows no rule of a pool.
 * The composition root opens it; everybody else sees the ports.
 */
import { fileURLToPath } from "node:url";
import { assets } from "../assets.ts";
import type { Sealer } from "../crypto/seal.ts";
import type { Database, Stores } from "../domain/stores.ts";
import { cachedDocuments } from "./cached-documents.ts";
import { clientStore } from "./clients.ts";
import { codeStore } from "./codes.ts";
import { Connection } from "./connection.ts";
import type { Contention } from "./contention.ts";
import type { Driver } from "./database.ts";
import { documentStore } from "./documents.ts";
import { edge } from "./edge.ts";
import { failedPasswordStore } from "./failed-passwords.ts";
import { grantStore } from "./grants.ts";
import { groupStore } from "./groups.ts";
import { invocationStore } from "./invocations.ts";
import { limitStore } from "./limits.ts";
import { migrate } from "./migrate.ts";
import { outboxStore } from "./outbox.ts";
import { poolStore } from "./pools.ts";
import { openServiceState } from "./service-state.ts";
import { spentStore } from "./spent.ts";
import { unusable } from "./unusable-database.ts";
import { userStore } from "./users.ts";

export { StoreError } from "./store-error.ts";
export { UnusableDatabase } from "./unusable-database.ts";

export type DatabaseConfig = { kind: "memory" } | { kind: "sqlite"; file: string } | { kind: "postgres"; url: string };

/** `clock` and `random` are for retries alone: the time that what is kept is judged by comes with each call. */
export interface DatabaseParts extends Contention {
  readonly sealer: Sealer;
}

/**
 * Opens the database, makes or updates its tables, and reads the service's state.
 * Throws UnusableDatabase: not reachable, newer than this version, or sealed with another secret.
 */
export async function openDatabase(
  config: DatabaseConfig,
  { sealer, ...contention }: DatabaseParts,
): Promise<Database> {
  const driver = await openDriver(config);
  try {
    const dialect = config.kind === "postgres" ? "postgres" : "sqlite";
    const folder = fileURLToPath(new URL(`migrations/${dialect}`, assets));
    await migrate(driver, { folder, fingerprint: sealer.fingerprint() });
    const connection = new Connection(driver, contention);
    return await connected(connection, sealer);
  } catch (error) {
    await driver.close();
    throw unusable(driver.label, error);
  }
}

/** Each driver is loaded only where it is used. */
async function openDriver(config: DatabaseConfig): Promise<Driver> {
  if (config.kind === "postgres") {
    const { openPostgres } = await import("./postgres.ts");
    return openPostgres(config.url);
  }
  const { openSqlite } = await import("./sqlite.ts");
  const file = config.kind === "memory" ? ":memory:" : config.file;
  try {
    return openSqlite(file);
  } catch (error) {
    throw unusable(file, error);
  }
}

async function connected(connection: Connection, sealer: Sealer): Promise<Database> {
  const state = await openServiceState(connection);
  const parts = { connection, state, sealer };
  const documents = <Content>(kind: string) => edge(documentStore<Content>(connection, sealer, kind), connection);
  const configuration = <Content>(kind: string) =>
    edge(cachedDocuments(documentStore<Content>(connection, sealer, kind), parts), connection);
  const stores: Stores = {
    pools: edge(poolStore(parts), connection),
    clients: edge(clientStore(parts), connection),
    groups: edge(groupStore(connection), connection),
    users: edge(userStore(connection, sealer), connection),
    codes: edge(codeStore(connection), connection),
    grants: edge(grantStore(connection), connection),
    spent: edge(spentStore(connection), connection),
    failedPasswords: edge(failedPasswordStore(connection), connection),
    outbox: edge(outboxStore(connection, sealer), connection),
    invocations: edge(invocationStore(connection, sealer), connection),
    replicas: documents("replica"),
    domains: configuration("domain"),
    importJobs: documents("import-job"),
    importFiles: documents("import-file"),
    importLogs: documents("import-log"),
    identityProviders: configuration("identity-provider"),
    idpIdentifiers: documents("idp-identifier"),
    linkedIdentities: documents("linked-identity"),
    riskConfigurations: documents("risk-configuration"),
    habits: documents("habits"),
    authEvents: documents("auth-event"),
    logDeliveries: documents("log-delivery"),
    resourceServers: configuration("resource-server"),
    signingCertificates: documents("signing-certificate"),
    limits: edge(limitStore(parts), connection),
    terms: documents("terms"),
    uiCustomizations: documents("ui-customization"),
    brandings: documents("branding"),
    devices: documents("device"),
    passkeys: documents("passkey"),
    authorizationCodes: documents("authorization-code"),
    federationAttempts: documents("federation-attempt"),
    federationLogouts: documents("federation-logout"),
    standInKeys: documents("stand-in-key"),
    nextAnswers: documents("stand-in-answer"),
    browserSessions: documents("browser-session"),
    state: edge(state, connection),
  };
  return {
    ...stores,
    transaction: (work) => connection.enter(() => connection.transaction(() => work(stores))),
    close: () => connection.close(),
  };
}
