import type { WebAuthnCredentialDescription } from "@aws-sdk/client-cognito-identity-provider";
import type { Passkey } from "./passkey.ts";

/** A passkey as its owner is shown it. */
export const describePasskey = ({ id, content, createdAt }: Passkey): WebAuthnCredentialDescription => ({
  CredentialId: id,
  FriendlyCredentialName: content.name,
  RelyingPartyId: content.relyingPartyId,
  AuthenticatorAttachment: content.attachment,
  AuthenticatorTransports: [...content.transports],
  CreatedAt: createdAt,
});
