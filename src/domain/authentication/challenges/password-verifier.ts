import { srpName } from "../../pool/pool.ts";
import { imaginaryPassword } from "../../user/imaginary-user.ts";
import { defineChallenge } from "../challenge.ts";
import { checkMayGoOn } from "../gates.ts";
import { guessPassword } from "../lockout.ts";
import { beginSrp, checkSrp, srpAnswers } from "../srp-proof.ts";

/** The proof of a password by SRP: the second half of USER_SRP_AUTH. */
export const passwordVerifier = defineChallenge({
  name: "PASSWORD_VERIFIER",
  tries: 1,
  sessionIn: { parameter: "SECRET_BLOCK", answer: "PASSWORD_CLAIM_SECRET_BLOCK" },

  needs: srpAnswers,

  // In a custom sign-in, not until the pool's function says so.
  applies: ({ srpA, proven, history, decided }) =>
    srpA !== undefined && !proven.includes("password") && (history === undefined || decided === "PASSWORD_VERIFIER"),

  async pose(services, { pool, user, srpA = "" }) {
    // Somebody without a password (a federated user) is answered like somebody with another password.
    const secret = user.credentials.password ?? imaginaryPassword(services, pool, user.username);
    const { parameters, data } = beginSrp(services, secret, srpA);
    return { parameters: { ...parameters, USERNAME: user.username, USER_ID_FOR_SRP: user.username }, data };
  },

  async accept(services, state, { data }, answers) {
    const { pool, user } = state;
    const { verifier } = user.credentials.password ?? imaginaryPassword(services, pool, user.username);
    const identity = { groupName: srpName(pool), userId: user.username };
    await guessPassword(services, user, async () =>
      checkSrp(services, { ...identity, verifier, data, secretName: "password" }, answers),
    );
    checkMayGoOn(pool, user, services.clock.now());
    return { state: { ...state, proven: [...state.proven, "password"] } };
  },
});
