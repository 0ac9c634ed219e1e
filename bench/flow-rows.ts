import { asAtHundred, ofFloor, perSecond } from "./judges.ts";
import type { Row } from "./row.ts";

const ofTwoSignatures = ofFloor({ sqlite: 0.5, postgres: 0.4 });
const floor = "twoSignatures";
const lanes = 16;

/** Ways to sign in whose people are few and the scenario's own: how many there are beside them changes nothing. */
const amongFew = { floor, sizes: [100], judges: [ofFloor()], ...{ lanes, leastUsers: 100 } } as const;

/** Every way to sign in. */
export const flowRows = [
  {
    name: "sign-in",
    title: "sign-in, password seen before",
    scenario: "signInAgain",
    judges: [ofTwoSignatures, asAtHundred(0.9)],
    floor,
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "sign-in-once",
    title: "sign-in, each user once",
    scenario: "signInOnce",
    judges: [ofFloor()],
    floor: "argon2",
    ...{ lanes, leastUsers: 1000, once: true },
  },
  {
    name: "refresh",
    title: "refresh",
    scenario: "refresh",
    judges: [ofTwoSignatures],
    floor,
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "srp",
    title: "SRP sign-in",
    scenario: "srp",
    judges: [perSecond(150), ofFloor()],
    floor,
    ...{ lanes, leastUsers: 100 },
  },
  { name: "renew", title: "GetTokensFromRefreshToken", scenario: "renew", ...amongFew },
  { name: "rotate", title: "the same, with rotation", scenario: "rotate", ...amongFew },
  { name: "user-auth", title: "USER_AUTH with a password", scenario: "signInByChoice", ...amongFew },
  { name: "email-code", title: "USER_AUTH with a code by mail", scenario: "emailCode", ...amongFew },
  { name: "passkey", title: "USER_AUTH with a passkey", scenario: "passkey", ...amongFew },
  { name: "totp", title: "password and authenticator app", scenario: "totp", ...amongFew },
  { name: "device", title: "password and remembered device", scenario: "device", ...amongFew },
  { name: "client-token", title: "GetClientToken", scenario: "clientToken", ...amongFew, floor: "oneSignature" },
] as const satisfies readonly Row[];
