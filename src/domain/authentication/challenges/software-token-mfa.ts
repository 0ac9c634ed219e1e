import type { Services } from "../../services.ts";
import { useSoftwareToken } from "../../user/software-token.ts";
import type { SoftwareToken, User } from "../../user/user.ts";
import { defineChallenge } from "../challenge.ts";
import { guessCode } from "../guess-code.ts";
import { asksFor } from "../second-factor.ts";
import { wrongAnswer } from "../wrong-answer.ts";

/** The token after it accepted the code. Throws CodeMismatchException, and ExpiredCodeException for one that was used. */
function accepted({ clock }: Services, user: User, code: string): SoftwareToken {
  const token = user.credentials.softwareToken;
  const after = token ? useSoftwareToken(clock, token, code) : "wrong";
  if (after === "used") wrongAnswer("ExpiredCodeException", "Your software token has already been used once.");
  if (after === "wrong") wrongAnswer("CodeMismatchException", "Invalid code received for user");
  return after;
}

/** A code of an authenticator app, as the second factor. */
export const softwareTokenMfa = defineChallenge({
  name: "SOFTWARE_TOKEN_MFA",
  tries: 10,
  needs: ["SOFTWARE_TOKEN_MFA_CODE"],

  applies: (state) => asksFor(state, "SOFTWARE_TOKEN_MFA"),

  async pose(_services, { user }) {
    const name = user.credentials.softwareToken?.friendlyName;
    return {
      parameters: { USER_ID_FOR_SRP: user.username, ...(name && { FRIENDLY_DEVICE_NAME: name }) },
      data: Buffer.alloc(0),
    };
  },

  async accept(services, state, _signIn, { SOFTWARE_TOKEN_MFA_CODE: code }) {
    await guessCode(services, state, () => accepted(services, state.user, code));
    return {
      state: { ...state, proven: [...state.proven, "software-token-mfa"] },
      // Judged once more as it is stored: of two equal codes that came at once one is the second.
      change(present) {
        const softwareToken = accepted(services, present, code);
        return { ...present, credentials: { ...present.credentials, softwareToken } };
      },
    };
  },
});
