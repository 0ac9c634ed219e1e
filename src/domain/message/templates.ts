import type { Pool } from "../pool/pool.ts";

/** What a message is about; each kind has the pool's templates, or Cognito's own texts. */
export type MessageKind = "verification" | "invitation";

/** A template in the pool's settings, placeholders still in it. */
export interface Template {
  readonly subject: string;
  readonly body: string;
  /** The body asks for a link (`{##text##}`) in place of a code. */
  readonly byLink?: true;
}

const defaults = {
  verification: { subject: "Your verification code", body: "Your confirmation code is {####}" },
  link: {
    subject: "Your verification link",
    body: "Please click the link below to verify your email address. {##Verify Email##}",
  },
  invitation: {
    subject: "Your temporary password",
    body: "Your username is {username} and temporary password is {####}.",
  },
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
  if (medium === "SMS") {
    const body = verification.SmsMessage ?? settings.SmsVerificationMessage ?? defaults.verification.body;
    return { subject: "", body };
  }
  if (verification.DefaultEmailOption === "CONFIRM_WITH_LINK") {
    return {
      subject: verification.EmailSubjectByLink ?? defaults.link.subject,
      body: verification.EmailMessageByLink ?? defaults.link.body,
      byLink: true,
    };
  }
  return {
    subject: verification.EmailSubject ?? settings.EmailVerificationSubject ?? defaults.verification.subject,
    body: verification.EmailMessage ?? settings.EmailVerificationMessage ?? defaults.verification.body,
  };
}

/** What stands in the placeholders `{username}`, `{####}` (a code or temporary password) and `{##text##}` (a link). */
export interface Values {
  readonly username: string;
  readonly code: string;
  /** Absent, the text of a link is text. */
  readonly link?: string;
}

/** A template's body with its placeholders filled, each value written as `write` says. */
export function fillIn(
  body: string,
  { username, code, link }: Values,
  write: (value: string) => string = (value) => value,
): string {
  // In one pass: a placeholder in somebody's username is no placeholder.
  return body.replaceAll(/\{(?:(username)|####|##(.*?)##)\}/gsu, (_all, name?: string, linked?: string) => {
    if (name) return write(username);
    if (linked === undefined) return write(code);
    return link ? `<a href="${write(link)}">${linked.trim()}</a>` : linked.trim();
  });
}

/** Text as HTML shows it literally: a username may be `<b>`, and a temporary password hold an ampersand. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
