import { signJwt } from "../../../src/crypto/jwt.ts";
import { createPasswordHasher, passwordHashSettings } from "../../../src/crypto/password-hash.ts";
import { generateSigningKey, importSigningKey } from "../../../src/crypto/signing-key.ts";
import { machineRandom } from "../../../src/random.ts";
import { password } from "../../people.ts";
import type { Scenario } from "../scenario.ts";

/** What the machine allows: each is the one thing that a row cannot do without, and nothing else. */

/** One argon2id with local mode's settings. */
export const argon2: Scenario = async () => {
  const hasher = createPasswordHasher({ settings: passwordHashSettings.light, random: machineRandom });
  return () => hasher.hash(password);
};

/** An access token alone, signed as the service does. */
export const oneSignature: Scenario = async () => {
  const key = await newKey();
  return () => signJwt(claims, key);
};

/** An ID token and an access token, signed on the thread pool as the service does. */
export const twoSignatures: Scenario = async () => {
  const key = await newKey();
  return () => Promise.all([signJwt(claims, key), signJwt(claims, key)]);
};

async function newKey() {
  const { kid, privateKey } = await generateSigningKey(machineRandom);
  return { kid, privateKey: importSigningKey(privateKey) };
}

/** As many bytes as the claims of a token. */
const claims = { padding: "x".repeat(450) };

/** A request that is answered with nothing. */
export const emptyHandler: Scenario = async ({ connections }) => {
  const headers = "content-type: application/x-amz-json-1.1\r\n";
  const body = JSON.stringify({ padding: "x".repeat(150) });
  return (lane) => connections[lane]?.request("POST", "/", headers, body);
};
