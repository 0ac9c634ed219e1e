/** Everything that the load process can be asked to do. */
import type { Scenario } from "../scenario.ts";
import { createPool, createUser, listByEmail } from "./administration.ts";
import { argon2, emptyHandler, twoSignatures } from "./floors.ts";
import { gatewayKnown, gatewayNew, gatewayOpen, verification } from "./gateway.ts";
import { refresh } from "./refresh.ts";
import { signInAgain, signInOnce } from "./sign-in.ts";
import { srp } from "./srp.ts";
import { signInAfterEdit, signInThroughPython, signInThroughTypeScript } from "./triggers.ts";

export const scenarios = {
  argon2,
  twoSignatures,
  emptyHandler,
  signInAgain,
  signInOnce,
  refresh,
  srp,
  signInThroughTypeScript,
  signInThroughPython,
  signInAfterEdit,
  createUser,
  listByEmail,
  createPool,
  gatewayOpen,
  gatewayKnown,
  gatewayNew,
  verification,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
