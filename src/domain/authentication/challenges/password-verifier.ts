import { sameBytes } from "../../../crypto/constant-time.ts";
import { challenge, expectedSignature, SrpError, type SrpState, saltHex } from "../../../crypto/srp.ts";
import { fail } from "../../../errors.ts";
import { srpName } from "../../pool/pool.ts";
import { imaginaryPassword } from "../../user/imaginary-user.ts";
import { defineChallenge } from "../challenge.ts";
import { checkMayGoOn } from "../gates.ts";
import { readTimestamp } from "../timestamp.ts";
import { wrongAnswer } from "../wrong-answer.ts";

/** How far the client's clock may be from the machine's, in milliseconds. */
const clockSkew = 5 * 60_000;

/** The state between the two halves of SRP, in the order and lengths of its type. */
const pack = ({ A, b, u }: SrpState): Buffer => Buffer.concat([A, b, u]);
const unpack = (data: Buffer): SrpState => ({
  A: data.subarray(0, 384),
  b: data.subarray(384, 416),
  u: data.subarray(416),
});

/** The proof of a password by SRP: the second half of USER_SRP_AUTH. */
export const passwordVerifier = defineChallenge({
  name: "PASSWORD_VERIFIER",
  tries: 1,
  sessionIn: { parameter: "SECRET_BLOCK", answer: "PASSWORD_CLAIM_SECRET_BLOCK" },

  needs: ["PASSWORD_CLAIM_SECRET_BLOCK", "PASSWORD_CLAIM_SIGNATURE", "TIMESTAMP"],

  applies: ({ srpA, proven }) => srpA !== undefined && !proven.includes("password"),

  async pose(services, { pool, user, srpA = "" }) {
    // Somebody without a password (a federated user) is answered like somebody with another password.
    const { salt, verifier } = user.credentials.password ?? imaginaryPassword(services, pool, user.username);
    try {
      const { B, state } = challenge({ verifier: Buffer.from(verifier, "hex"), A: srpA, random: services.random });
      return {
        parameters: {
          SALT: saltHex(Buffer.from(salt, "hex")),
          SRP_B: B,
          USERNAME: user.username,
          USER_ID_FOR_SRP: user.username,
        },
        data: pack(state),
      };
    } catch (error) {
      if (error instanceof SrpError) fail("InvalidParameterException", error.message);
      throw error;
    }
  },

  async accept(services, state, signIn, answers) {
    const { pool, user } = state;
    const secretBlock = Buffer.from(answers.PASSWORD_CLAIM_SECRET_BLOCK, "base64");
    const signature = Buffer.from(answers.PASSWORD_CLAIM_SIGNATURE, "base64");
    const timestamp = answers.TIMESTAMP;

    const signedAt = readTimestamp(timestamp);
    if (!signedAt || Math.abs(signedAt.getTime() - services.clock.machineNow().getTime()) > clockSkew) {
      wrongAnswer("NotAuthorizedException", undefined, "TIMESTAMP is malformed or far from the machine's clock");
    }
    const { verifier } = user.credentials.password ?? imaginaryPassword(services, pool, user.username);
    const expected = expectedSignature({
      state: unpack(signIn.data),
      verifier: Buffer.from(verifier, "hex"),
      groupName: srpName(pool),
      userId: user.username,
      secretBlock,
      timestamp,
    });
    if (!sameBytes(expected, signature)) wrongAnswer("NotAuthorizedException", undefined, "the password is wrong");
    checkMayGoOn(pool, user, services.clock.now());
    return { state: { ...state, proven: [...state.proven, "password"] } };
  },
});
