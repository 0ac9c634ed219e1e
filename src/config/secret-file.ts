import { open } from "node:fs/promises";
import type { Random } from "../random.ts";
import { ConfigError, unusableFile } from "./config-error.ts";
import { readIfThere, writeOnce } from "./private-file.ts";

const bytes = 32;
/** With which every SQLite file that holds something begins (SQLite, "Database File Format", section 1.3). */
const sqliteHeader = "SQLite format 3";

/**
 * The secret that a local service keeps beside its database file, made when it is not there, readable by its owner alone.
 * Of two processes that make it at once, both get the one that came first. Throws ConfigError.
 */
export async function secretBeside(databaseFile: string, random: Random): Promise<string> {
  const file = `${databaseFile}.secret`;
  const known = await knownSecret(file, databaseFile).catch(unusableFile(file));
  const secret = known ?? (await makeSecret(file, random).catch(unusableFile(file)));
  // A file that somebody emptied would seal with nothing.
  if (secret.length < bytes) throw new ConfigError(`${file} does not hold the whole secret of the database beside it.`);
  return secret;
}

/** Undefined where neither secret nor database is there yet. Throws ConfigError for a database without its secret. */
async function knownSecret(file: string, databaseFile: string): Promise<string | undefined> {
  const known = await readIfThere(file);
  if (known !== undefined || !(await isDatabase(databaseFile))) return known;
  // Another process may have made both meanwhile: the secret first.
  const late = await readIfThere(file);
  if (late !== undefined) return late;
  throw new ConfigError(
    `The database ${databaseFile} is there and its secret, ${file}, is not: ` +
      "set POOLHOUSE_SECRET to the one that it was made with, or delete the database to begin anew.",
  );
}

/** Anything else that has its name is for the opener of databases to refuse. */
async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file, "r").catch(() => undefined);
  if (!handle) return false;
  try {
    const { buffer } = await handle.read(Buffer.alloc(sqliteHeader.length), 0, sqliteHeader.length, 0);
    return buffer.toString() === sqliteHeader;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

const makeSecret = (file: string, random: Random): Promise<string> =>
  writeOnce(file, random.bytes(bytes).toString("base64url"), random);
