import type { Pool } from "../pool/pool.ts";

/** What a message is about; each kind has the pool's templates, or Cognito's own texts. */
export type MessageKind = "verification" | "invitation" | "authentication";

/** A template in the pool's settings, placeholders still in it. */
export interface Template {
  readonly subject: string;
  readonly body: string;
}

const defaults = {
  verification: { subject: "Your verification code", body: "Your confirmation code is {####}" },
  invitation: {
    subject: "Your temporary password",
    body: "Your username is {username} and temporary password is {####}.",
  },
  authentication: { subject: "Your authentication code", body: "Your authentication code is {####}" },
};

/** The template for a kind of message: VerificationMessageTemplate wins over the pool's older members of the same meaning. */
export function templateFor(pool: Pool, kind: MessageKind, medium: "EMAIL" | "SMS"): Template {
  const settings = pool.settings;
  const verification = settings.VerificationMessageTemplate ?? {};
  if (kind === "invitation") {
    const invite = settings.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
    if (medium === "SMS") return { subject: "", body: invite.SMSMessage ?? defaults.invitation.body };
    return {
      subject: invite.EmailSubject ?? defaults.invitation.subject,
      body: invite.EmailMessage ?? defaults.invitation.body,
    };
  }
  if (kind === "authentication") {
    if (medium === "SMS")
      return { subject: "", body: settings.SmsAuthenticationMessage ?? defaults.authentication.body };
    return {
      subject: settings.EmailMfaConfiguration?.Subject ?? defaults.authentication.subject,
      body: settings.EmailMfaConfiguration?.Message ?? defaults.authentication.body,
    };
  }
  if (medium === "SMS") {
    const body = verification.SmsMessage ?? settings.SmsVerificationMessage ?? defaults.verification.body;
    return { subject: "", body };
  }
  return {
    subject: verification.EmailSubject ?? settings.EmailVerificationSubject ?? defaults.verification.subject,
    body: verification.EmailMessage ?? settings.EmailVerificationMessage ?? defaults.verification.body,
  };
}

/** What stands in the placeholders `{username}` and `{####}`: a code or a temporary password. */
export interface Values {
  readonly username: string;
  readonly code: string;
}

/** A template's body with its placeholders filled, each value written as `write` says. */
export function fillIn(
  body: string,
  { username, code }: Values,
  write: (value: string) => string = (value) => value,
): string {
  // In one pass: a placeholder in somebody's username is no placeholder.
  return body.replaceAll(/\{(username|####)\}/g, (_all, name) => write(name === "username" ? username : code));
}

/** Text as HTML shows it literally: a username may be `<b>`, and a temporary password hold an ampersand. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
