/** Everything that the load process can be asked to do. */
import type { Scenario } from "../scenario.ts";
import { createPool, createUser } from "./administration.ts";
import { clientToken } from "./client-token.ts";
import { device } from "./device.ts";
import {
  describePool,
  getUser,
  groupsForUser,
  listByEmail,
  listByPrefix,
  listByStatus,
  listInGroup,
  listPage,
} from "./directory.ts";
import { emailCode } from "./email-code.ts";
import { argon2, emptyHandler, inserts, oneSignature, twoSignatures } from "./floors.ts";
import { gatewayKnown, gatewayNew, gatewayOpen, verification } from "./gateway.ts";
import { clientCredentials, codeFlow, jwks, loginPage, userInfo } from "./oauth.ts";
import { passkey } from "./passkey.ts";
import { refresh, renew, rotate } from "./refresh.ts";
import { signInAgain, signInByChoice, signInOnce } from "./sign-in.ts";
import { srp } from "./srp.ts";
import { totp } from "./totp.ts";
import { customAuth, signInAfterEdit, signInThroughPython, signInThroughTypeScript } from "./triggers.ts";

export const scenarios = {
  argon2,
  oneSignature,
  twoSignatures,
  emptyHandler,
  inserts,
  signInAgain,
  signInByChoice,
  signInOnce,
  refresh,
  renew,
  rotate,
  srp,
  emailCode,
  totp,
  device,
  passkey,
  clientToken,
  signInThroughTypeScript,
  signInThroughPython,
  signInAfterEdit,
  customAuth,
  clientCredentials,
  codeFlow,
  userInfo,
  jwks,
  loginPage,
  getUser,
  listByEmail,
  listPage,
  listByStatus,
  listByPrefix,
  listInGroup,
  groupsForUser,
  describePool,
  createUser,
  createPool,
  gatewayOpen,
  gatewayKnown,
  gatewayNew,
  verification,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
