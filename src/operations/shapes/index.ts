/**
 * The AWS model's types, one file per noun, under AWS's names less the suffix "Type". Operations compose their inputs
 * from them, and poolhouse.yaml its schema. They hold facts: what an operation then makes of a valid value is its own
 * matter, and the words in which a bad one is refused are http/aws-json/validation.ts's.
 */
export * from "./attribute.ts";
export * from "./authentication.ts";
export * from "./branding.ts";
export * from "./client.ts";
export * from "./device.ts";
export * from "./domain.ts";
export * from "./group.ts";
export * from "./identity-provider.ts";
export * from "./import-job.ts";
export * from "./lambda-config.ts";
export * from "./limit.ts";
export * from "./log-delivery.ts";
export * from "./message.ts";
export * from "./mfa.ts";
export * from "./oauth.ts";
export * from "./page.ts";
export * from "./passkey.ts";
export * from "./pool.ts";
export * from "./primitive.ts";
export * from "./replica.ts";
export * from "./resource-server.ts";
export * from "./risk.ts";
export * from "./tag.ts";
export * from "./terms.ts";
export * from "./ui-customization.ts";
export * from "./user.ts";
export * from "./user-session.ts";
