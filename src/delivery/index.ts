/**
 * Hands messages over to the world, mail through an SMTP server, and pools' logs, to a folder or an endpoint. It owns addresses, formats and time-outs, and knows
 * neither pools nor users, nor the outbox, in which every message stands already. The composition root opens and closes
 * it; domain/message/notify.ts and domain/log-delivery call it. Text messages never leave the service: the outbox is where they are read.
 */
export { type Delivery, outboxOnly } from "./delivery.ts";
export { logDestinations, noLogDestinations } from "./log-destinations.ts";
export { smtpSender } from "./smtp-sender.ts";
