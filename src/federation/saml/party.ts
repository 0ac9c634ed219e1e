import { createPrivateKey } from "node:crypto";
import { SAML, type SamlConfig, ValidateInResponseTo } from "@node-saml/node-saml";
import type { Upstream } from "../../domain/federation/upstream.ts";
import type { SamlMetadata } from "../../domain/identity-provider/provider-documents.ts";

/** By how much clocks may differ, in milliseconds. */
export const skew = 60_000;

/** What a pool calls itself to SAML providers (AWS: "Configuring your third-party SAML identity provider"). */
export const entityIdOf = ({ poolId }: Pick<Upstream, "poolId">): string => `urn:amazon:cognito:sp:${poolId}`;

/** Where it takes responses, by POST alone, and the ends of sessions. */
export const consumerOf = ({ base }: Pick<Upstream, "base">): string => `${base}/saml2/idpresponse`;
export const logoutOf = ({ base }: Pick<Upstream, "base">): string => `${base}/saml2/logout`;

/** The pool as a service provider of SAML 2.0. What a request was, the caller compares: the library keeps nothing. */
export async function partyOf(
  upstream: Pick<Upstream, "poolId" | "base" | "keys">,
  metadata: Pick<SamlMetadata, "certificates" | "entityId">,
  options: Partial<SamlConfig> = {},
): Promise<SAML> {
  const { privateKey } = await upstream.keys();
  return new SAML({
    issuer: entityIdOf(upstream),
    audience: entityIdOf(upstream),
    callbackUrl: consumerOf(upstream),
    logoutCallbackUrl: logoutOf(upstream),
    idpCert: [...metadata.certificates],
    idpIssuer: metadata.entityId,
    decryptionPvk: pem(privateKey),
    // One of the two must be signed, which one is the provider's affair (AWS: "SAML signing and encryption").
    wantAssertionsSigned: false,
    wantAuthnResponseSigned: false,
    validateInResponseTo: ValidateInResponseTo.never,
    acceptedClockSkewMs: skew,
    disableRequestedAuthnContext: true,
    identifierFormat: null,
    ...options,
  });
}

/** What the library signs with. */
export const signing = async ({ keys }: Pick<Upstream, "keys">): Promise<Partial<SamlConfig>> => ({
  privateKey: pem((await keys()).privateKey),
  signatureAlgorithm: "sha256",
  digestAlgorithm: "sha256",
});

/** A key in PKCS #8, from base64 to PEM. */
export const pem = (privateKey: string): string =>
  createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" })
    .export({ type: "pkcs8", format: "pem" })
    .toString();

export const certificatePem = (certificate: string): string =>
  `-----BEGIN CERTIFICATE-----\n${certificate.match(/.{1,64}/g)?.join("\n")}\n-----END CERTIFICATE-----\n`;
