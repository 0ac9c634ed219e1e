/** Everything that the load process can be asked to do. */
import type { Scenario } from "../scenario.ts";
import { createPool, createUser, listByEmail } from "./administration.ts";
import { argon2, emptyHandler, oneSignature, twoSignatures } from "./floors.ts";
import { clientCredentials, codeFlow, jwks, userInfo } from "./oauth.ts";
import { refresh } from "./refresh.ts";
import { signInAgain, signInOnce } from "./sign-in.ts";
import { srp } from "./srp.ts";
import { signInAfterEdit, signInThroughPython, signInThroughTypeScript } from "./triggers.ts";

export const scenarios = {
  argon2,
  oneSignature,
  twoSignatures,
  emptyHandler,
  signInAgain,
  signInOnce,
  refresh,
  srp,
  clientCredentials,
  codeFlow,
  userInfo,
  jwks,
  signInThroughTypeScript,
  signInThroughPython,
  signInAfterEdit,
  createUser,
  listByEmail,
  createPool,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
