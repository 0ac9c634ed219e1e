import type { Delivery } from "./delivery.ts";
import { plainText } from "./plain-text.ts";

/** In milliseconds: someone who signs up waits for the mail to be handed over. */
const timeouts = { dnsTimeout: 5_000, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };
/** For a mail as a whole, since a server that sends a byte now and then never times out. */
const deadline = 20_000;

/**
 * Sends mail through the SMTP server at `url` (`smtp://` or `smtps://`, with name and password as it needs; nodemailer's
 * options as query parameters win over those here), on connections that stay open for the next mail. `send` rejects with
 * nodemailer's error when the server does not take the mail.
 */
export async function smtpSender(url: string): Promise<Delivery> {
  const { createTransport } = await import("nodemailer"); // loaded where mail goes out alone
  const transport = createTransport({ url, pool: true, ...timeouts });
  return {
    async send({ medium, from, replyTo, destination, subject, html, text }) {
      if (medium !== "EMAIL") return;
      await transport.sendMail({
        from,
        replyTo,
        // Not as text, in which a comma would make two addresses of one and send the code to a stranger.
        to: { name: "", address: destination },
        subject,
        html,
        text: text ?? plainText(html),
        // RFC 3834: nobody's out-of-office note answers it.
        headers: { "Auto-Submitted": "auto-generated" },
        signal: AbortSignal.timeout(deadline),
      });
    },
    close: async () => transport.close(),
  };
}
