import { hash } from "node:crypto";
import type { SoftwareToken } from "../user/user.ts";

/** How far a user has come with an authenticator app: what a session of MFA_SETUP holds. */
export type SetupData =
  | { readonly stage: "asked" }
  /** The app was told the secret, in base32. */
  | { readonly stage: "associated"; readonly secret: string }
  /** The app has proven that it knows it. */
  | { readonly stage: "verified"; readonly mark: Buffer };

const stages = ["asked", "associated", "verified"] as const satisfies readonly SetupData["stage"][];

/** Stands for a secret without telling it. */
export const markOf = ({ secret }: Pick<SoftwareToken, "secret">): Buffer => hash("sha256", secret, "buffer");

export function packSetup(data: SetupData): Buffer {
  const stage = Buffer.of(stages.indexOf(data.stage));
  if (data.stage === "associated") return Buffer.concat([stage, Buffer.from(data.secret)]);
  return data.stage === "verified" ? Buffer.concat([stage, data.mark]) : stage;
}

export function unpackSetup(packed: Buffer): SetupData {
  const rest = packed.subarray(1);
  const stage = stages[packed.readUInt8(0)] ?? "asked";
  if (stage === "associated") return { stage, secret: rest.toString() };
  return stage === "verified" ? { stage, mark: rest } : { stage };
}
