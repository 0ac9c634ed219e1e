import { encryptMessage } from "../../crypto/encryption-sdk.ts";
import { newDataKey } from "../kms/kms-key.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import type { Message } from "./message.ts";

interface Secret {
  readonly medium: Message["medium"];
  /** A code or a temporary password. */
  readonly code: string;
}

/**
 * A code as the AWS Encryption SDK writes it under the pool's key, in base64; a password for a mail is written as HTML
 * before.
 */
export async function encryptCode(
  services: Pick<Services, "random" | "sealer">,
  pool: Pool,
  { medium, code }: Secret,
): Promise<string> {
  const context = { "userpool-id": pool.id };
  const key = { arn: pool.settings.LambdaConfig?.KMSKeyID ?? "", context };
  const plaintext = Buffer.from(medium === "EMAIL" ? escaped(code) : code);
  const { random } = services;
  const message = await encryptMessage(
    { random, newDataKey: (bound) => newDataKey(services, { ...key, context: bound }) },
    { plaintext, keyArn: key.arn, context },
  );
  return message.toString("base64");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (mark) => entities[mark] ?? mark);
