import { sameBytes } from "../../crypto/constant-time.ts";
import { challenge, expectedSignature, SrpError, type SrpIdentity, type SrpState, saltHex } from "../../crypto/srp.ts";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { readTimestamp } from "./timestamp.ts";
import { wrongAnswer } from "./wrong-answer.ts";

/** What is kept of a secret that is proven by SRP, in hex. */
interface SrpSecret {
  readonly salt: string;
  readonly verifier: string;
}

/** The answers of PASSWORD_VERIFIER and DEVICE_PASSWORD_VERIFIER, beside who answers. */
export const srpAnswers = ["PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"] as const;

/** How far the client's clock may be from the machine's, in milliseconds. */
const clockSkew = 5 * 60_000;

/** The state between the two halves of SRP, in the order and lengths of its type. */
const pack = ({ A, b, u }: SrpState): Buffer => Buffer.concat([A, b, u]);
const unpack = (data: Buffer): SrpState => ({
  A: data.subarray(0, 384),
  b: data.subarray(384, 416),
  u: data.subarray(416),
});

/** Answers a client's SRP_A. Throws InvalidParameterException for one outside the group. */
export function beginSrp({ random }: Pick<Services, "random">, { salt, verifier }: SrpSecret, A: string) {
  try {
    const { B, state } = challenge({ verifier: Buffer.from(verifier, "hex"), A, random });
    return { parameters: { SALT: saltHex(Buffer.from(salt, "hex")), SRP_B: B }, data: pack(state) };
  } catch (error) {
    if (error instanceof SrpError) fail("InvalidParameterException", error.message);
    throw error;
  }
}

/**
 * Throws NotAuthorizedException, as a wrong answer, unless the client knows the secret, which the log calls `secretName`.
 * `data` is `beginSrp`'s.
 */
export function checkSrp(
  { clock }: Pick<Services, "clock">,
  {
    verifier,
    data,
    secretName,
    ...identity
  }: SrpIdentity & Pick<SrpSecret, "verifier"> & { data: Buffer; secretName: "password" | "device's secret" },
  answers: Readonly<Record<(typeof srpAnswers)[number], string>>,
): void {
  const timestamp = answers.TIMESTAMP;
  const signedAt = readTimestamp(timestamp);
  if (!signedAt || Math.abs(signedAt.getTime() - clock.machineNow().getTime()) > clockSkew) {
    wrongAnswer("NotAuthorizedException", undefined, "TIMESTAMP is malformed or far from the machine's clock");
  }
  const expected = expectedSignature({
    ...identity,
    state: unpack(data),
    verifier: Buffer.from(verifier, "hex"),
    secretBlock: Buffer.from(answers.PASSWORD_CLAIM_SECRET_BLOCK, "base64"),
    timestamp,
  });
  if (!sameBytes(expected, Buffer.from(answers.PASSWORD_CLAIM_SIGNATURE, "base64"))) {
    wrongAnswer("NotAuthorizedException", undefined, `the ${secretName} is wrong`);
  }
}
