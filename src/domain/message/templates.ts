import type { Pool } from "../pool/pool.ts";

/** What a message is about; each kind has the pool's templates, or Cognito's own texts. */
export type MessageKind = "verification" | "link" | "invitation" | "authentication";

/** A template in the pool's settings, placeholders still in it. */
export interface Template {
  readonly subject: string;
  readonly body: string;
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
  if (kind === "link") {
    return {
      subject: verification.EmailSubjectByLink ?? defaults.link.subject,
      body: verification.EmailMessageByLink ?? defaults.link.body,
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

/** What stands in the placeholders `{username}`, `{####}` (a code or a temporary password) and `{##…##}` (a link's text). */
export interface Values {
  readonly username: string;
  readonly code: string;
  /** The URL to which the link leads. */
  readonly link?: string;
}

/** How values are written into a body: as text, or as HTML. */
export interface Writing {
  value(text: string): string;
  link(url: string, text: string): string;
}

export const asText: Writing = { value: (text) => text, link: (url, text) => `${text} (${url})` };

/** A username may be `<b>`, and a temporary password hold an ampersand; a link's text is the template's, markup and all. */
export const asHtml: Writing = {
  value: (text) => text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`),
  link: (url, text) => `<a href="${asHtml.value(url)}">${text}</a>`,
};

/** A template's body with its placeholders filled. In one pass: a placeholder in somebody's username is no placeholder. */
export const fillIn = (body: string, { username, code, link }: Values, { value, link: writeLink }: Writing): string =>
  body.replaceAll(/\{(?:(username|####)|##((?:(?!##\}|\{##).)*)##)\}/gs, (whole, name?: string, text?: string) => {
    if (name === "username") return value(username);
    if (name === "####") return value(code);
    return link === undefined ? whole : writeLink(link, text ?? "");
  });
