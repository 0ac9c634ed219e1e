import type { JsonWebKey } from "node:crypto";
import { isOfAws } from "./issuer-name.ts";
import type { IssuerDocument } from "./pool-source.ts";

const patienceMs = 5_000;
const longestDocument = 512 * 1024;

/** A document of JSON; undefined for a 404. Rejects for another status, what is no JSON, what is too long, and silence. */
export async function fetchDocument(url: URL, init: RequestInit = {}): Promise<Record<string, unknown> | undefined> {
  if (isOfAws(url)) throw new Error(`${url.hostname} is never asked`);
  const response = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(patienceMs), ...init });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`${url.pathname} was answered with ${response.status}`);
  const value: unknown = JSON.parse(await readText(response));
  if (typeof value !== "object" || value === null) throw new Error(`${url.pathname} is no object`);
  return value as Record<string, unknown>;
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > longestDocument) throw new Error(`the document exceeds ${longestDocument} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** An issuer of somewhere else, by its discovery document (OpenID Connect Discovery 1.0 section 4). */
export async function discover(issuer: string): Promise<IssuerDocument> {
  const discovery = await fetchDocument(new URL(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`));
  if (discovery?.issuer !== issuer) throw new Error("its discovery document names another issuer, or is not there");
  const jwks = await fetchDocument(new URL(String(discovery.jwks_uri)));
  return { issuer, keys: keysIn(jwks) };
}

export function keysIn(jwks: Record<string, unknown> | undefined): JsonWebKey[] {
  if (!Array.isArray(jwks?.keys)) throw new Error("there is no JWKS");
  return jwks.keys.filter((key): key is JsonWebKey => typeof key === "object" && key !== null);
}
