/** Where a gateway says what it did and why: one line each, never with a token or a secret. */
export interface GatewayLog {
  info(facts: object, text: string): void;
  warn(facts: object, text: string): void;
}
