import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import { vi } from "vitest";
import { challenges } from "../../src/domain/authentication/challenges/index.ts";
import { decide } from "../../src/domain/authentication/custom-decision.ts";
import { checkMayTry } from "../../src/domain/authentication/gates.ts";
import { guessPassword } from "../../src/domain/authentication/lockout.ts";
import { checkSamePassword } from "../../src/domain/authentication/password-mark.ts";
import { checkSentCode } from "../../src/domain/authentication/sent-code.ts";
import { openSession, openSessionOf, unsealSession } from "../../src/domain/authentication/session.ts";
import { checkSrp } from "../../src/domain/authentication/srp-proof.ts";
import { passkeyReplacesMfa } from "../../src/domain/passkey/relying-party.ts";
import type { Database } from "../../src/domain/stores.ts";
import { isAnswerCorrect } from "../../src/domain/trigger/verify-auth-challenge-response.ts";
import { useSoftwareToken } from "../../src/domain/user/software-token.ts";

/**
 * What could be wrong with the sign-in machine, one thing at a time. A fault takes the place of one function of the
 * service: of a row of the table of challenges, of the database, or of a module that the test has vitest watch
 * (`vi.mock(…, { spy: true })`). So src/ has no switch for it, and nothing beside that function is different.
 */
export interface Fault {
  readonly name: string;
  /** Of the exploration, one that comes upon it soon. */
  readonly seed: number;
  break(database: Database): void;
}

const never = (...names: ChallengeNameType[]) => {
  for (const challenge of challenges.filter(({ name }) => names.includes(name))) {
    vi.spyOn(challenge, "applies").mockReturnValue(false);
  }
};

const actual = await vi.importActual<typeof import("../../src/domain/user/software-token.ts")>(
  "../../src/domain/user/software-token.ts",
);

export const faults: readonly Fault[] = [
  {
    name: "a second factor is not asked for",
    seed: 2,
    break: () => never("SELECT_MFA_TYPE", "SOFTWARE_TOKEN_MFA", "SMS_MFA", "MFA_SETUP"),
  },
  {
    name: "a new password is not asked for",
    seed: 2,
    break: () => never("NEW_PASSWORD_REQUIRED"),
  },
  {
    name: "a device spares its user the second factor without proof",
    seed: 5,
    break: () => never("DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"),
  },
  {
    name: "a session is taken again that was used",
    seed: 2,
    break: ({ spent }) => vi.spyOn(spent, "spend").mockResolvedValue(true),
  },
  {
    name: "a session takes as many wrong answers as there come",
    seed: 31,
    break: ({ spent }) => vi.spyOn(spent, "countFailure").mockResolvedValue(1),
  },
  {
    name: "wrong passwords lock nobody out",
    seed: 22,
    break: () => vi.mocked(guessPassword).mockImplementation((_services, _person, prove) => prove()),
  },
  {
    name: "another client's session is taken",
    seed: 23,
    break: () =>
      vi.mocked(openSessionOf).mockImplementation((services, _client, text) => openSession(services, text).signIn),
  },
  {
    name: "a session is taken that has expired",
    seed: 3,
    break: () =>
      vi.mocked(openSessionOf).mockImplementation((services, _client, text) => unsealSession(services, text).signIn),
  },
  {
    name: "somebody who is disabled gets in",
    seed: 4,
    break: () => vi.mocked(checkMayTry).mockReturnValue(undefined),
  },
  {
    name: "any code of an authenticator app is right",
    seed: 3,
    break: () => vi.mocked(useSoftwareToken).mockImplementation((_clock, token) => token),
  },
  {
    name: "a code of an authenticator app is taken twice",
    seed: 3,
    break: () =>
      vi.mocked(useSoftwareToken).mockImplementation((clock, token, code) => {
        return actual.useSoftwareToken(clock, { ...token, usedSteps: [] }, code);
      }),
  },
  {
    name: "any code that was sent is right",
    seed: 4,
    break: () =>
      vi.mocked(checkSentCode).mockImplementation(async (_services, { state }) => state.user.attributes.email ?? ""),
  },
  {
    name: "any code that was sent by text message is right",
    seed: 4,
    break: () =>
      vi
        .mocked(checkSentCode)
        .mockImplementation(async (_services, { state }) => state.user.attributes.phone_number ?? ""),
  },
  {
    name: "a passkey passes for two factors, whoever wants it so or not",
    seed: 4,
    break: () => vi.mocked(passkeyReplacesMfa).mockReturnValue(true),
  },
  {
    name: "any answer to a question of the pool's functions is right",
    seed: 4,
    break: () => vi.mocked(isAnswerCorrect).mockResolvedValue(true),
  },
  {
    name: "the pool's functions are satisfied without being asked",
    seed: 4,
    break: () =>
      vi.mocked(decide).mockImplementation(async (_services, state) => ({
        ...state,
        proven: [...state.proven, "custom"],
      })),
  },
  {
    name: "any proof of a password is right",
    seed: 24,
    break: () => vi.mocked(checkSrp).mockReturnValue(undefined),
  },
  {
    name: "a sign-in outlives the password that began it",
    seed: 7,
    break: () => vi.mocked(checkSamePassword).mockReturnValue(undefined),
  },
  {
    name: "signing out everywhere leaves everything as it is",
    seed: 3,
    break: ({ grants }) => vi.spyOn(grants, "revokeAll").mockResolvedValue(undefined),
  },
  {
    name: "a refresh token is good for ever, though another has taken its place",
    seed: 31,
    break({ grants }) {
      const { byRefreshToken } = grants;
      vi.spyOn(grants, "byRefreshToken").mockImplementation(async (poolId, token) => {
        const found = await byRefreshToken(poolId, token);
        return found && { ...found, replacedUntil: undefined };
      });
      vi.spyOn(grants, "replaceRefreshToken").mockResolvedValue(true);
    },
  },
  {
    name: "an authenticator app's clock must be exact",
    seed: 3,
    break: () =>
      vi.mocked(useSoftwareToken).mockImplementation((clock, token, code) => {
        const after = actual.useSoftwareToken(clock, token, code);
        const step = typeof after === "object" && after.usedSteps.at(-1);
        return step === Math.floor(clock.now().getTime() / 30_000) ? after : "wrong";
      }),
  },
];
