import type { Document } from "../document/document.ts";

/** What a pool signs its SAML requests with (AWS: "SAML signing and encryption"). Both are DER in base64. */
export type SigningCertificate = Document<{ readonly certificate: string; readonly privateKey: string }>;
