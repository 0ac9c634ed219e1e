import type { ProviderDocuments } from "../domain/identity-provider/provider-documents.ts";
import { outbound } from "./outbound.ts";

/** Discovery documents are some kilobytes, the metadata of a federation of universities some megabytes. */
const limits = { longest: 4 * 1024 * 1024, patience: 3_000 };

/** Reads what identity providers publish about themselves. */
export const providerDocuments: ProviderDocuments = {
  async fetch(url) {
    try {
      const answer = await outbound([url], limits)(url);
      return answer.ok ? await answer.text() : undefined;
    } catch {
      return undefined;
    }
  },
  // Most services never ask for it, nor for the library that it is read with.
  readSamlMetadata: async (xml) => (await import("./saml-metadata.ts")).readSamlMetadata(xml),
};
