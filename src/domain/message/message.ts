/** A mail or text message as it left, or would have left, the service. */
export interface Message {
  readonly userPoolId: string;
  readonly username: string;
  readonly medium: "EMAIL" | "SMS";
  readonly destination: string;
  readonly attribute: "email" | "phone_number";
  /** Empty for SMS. */
  readonly subject: string;
  readonly body: string;
  /** The code or temporary password in it, so that a test need not parse the body. */
  readonly code?: string;
  readonly link?: string;
  /** The pool's function that sent it, or failed to, where the pool has one in the place of the service. */
  readonly sentBy?: "CustomEmailSender" | "CustomSMSSender";
}

/** A message in the outbox: numbered in the order in which they were written. */
export interface SentMessage extends Message {
  readonly id: string;
  readonly at: Date;
}
