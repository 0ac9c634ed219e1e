/**
 * Other identity providers, as the service reaches them: implements what domain/identity-provider asks of the world
 * outside. What a provider may be, and who its people are here, is the domain's. Called by the composition root.
 */
export { providerDocuments } from "./provider-documents.ts";
