import type { ProviderDocuments } from "../domain/identity-provider/provider-documents.ts";
import { readSamlMetadata } from "./saml-metadata.ts";

/** Discovery documents are some kilobytes, the metadata of a federation of universities some megabytes. */
const longest = 4 * 1024 * 1024;
const timeLimit = 3_000;

/** Reads what identity providers publish about themselves. */
export const providerDocuments: ProviderDocuments = {
  async fetch(url) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(timeLimit) });
      return answer.ok ? await readUpTo(longest, answer) : undefined;
    } catch {
      return undefined;
    }
  },
  readSamlMetadata,
};

async function readUpTo(limit: number, { body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
