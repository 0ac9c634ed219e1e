import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { signJwt } from "../../../src/crypto/jwt.ts";
import { createPasswordHasher, passwordHashSettings } from "../../../src/crypto/password-hash.ts";
import { generateSigningKey, importSigningKey } from "../../../src/crypto/signing-key.ts";
import { machineRandom } from "../../../src/random.ts";
import { temporaryFolder } from "../../at-exit.ts";
import { password } from "../../people.ts";
import type { Scenario } from "../scenario.ts";

/** What the machine allows: each is the one thing that a row cannot do without, and nothing else. */

/** One argon2id with local mode's settings. */
export const argon2: Scenario = async () => {
  const hasher = createPasswordHasher({ settings: passwordHashSettings.light, random: machineRandom });
  return () => hasher.hash(password);
};

/** So many tokens, signed on the thread pool as the service does. */
const signatures =
  (count: number): Scenario =>
  async () => {
    const { kid, privateKey: der } = await generateSigningKey(machineRandom);
    const key = { kid, privateKey: importSigningKey(der) };
    // As many bytes as the claims of a token.
    const claims = { padding: "x".repeat(450) };
    return () => Promise.all(Array.from({ length: count }, () => signJwt(claims, key)));
  };

/** A client's own access token. */
export const oneSignature = signatures(1);

/** An ID token and an access token. */
export const twoSignatures = signatures(2);

const rowsOfCommit = 100;

/** A row of a user's size, put into a table of SQLite with nothing but its key; a hundred are committed together. */
export const inserts: Scenario = async () => {
  const folder = temporaryFolder(); // goes when the load process ends
  const database = new Sqlite(join(folder.path, "inserts.db"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = NORMAL");
  database.exec("create table users (id integer primary key, content text not null)");
  const insert = database.prepare("insert into users (content) values (?)");
  const content = "x".repeat(600);
  let inserted = 0;
  return async () => {
    if (inserted++ % rowsOfCommit === 0) database.exec(database.inTransaction ? "commit; begin" : "begin");
    insert.run(content);
  };
};

/** A request that is answered with nothing. */
export const emptyHandler: Scenario = async ({ connections }) => {
  const headers = "content-type: application/x-amz-json-1.1\r\n";
  const body = JSON.stringify({ padding: "x".repeat(150) });
  return (lane) => connections[lane]?.request("POST", "/", headers, body);
};
