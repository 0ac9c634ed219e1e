import { medianUnder, ofFloor } from "./judges.ts";
import type { Row } from "./row.ts";

const lanes = 16;

/** The endpoints of OAuth 2.0 and OpenID Connect. */
export const oauthRows = [
  {
    name: "client-credentials",
    title: "client_credentials",
    scenario: "clientCredentials",
    floor: "oneSignature",
    judges: [ofFloor({ sqlite: 0.5, postgres: 0.4 })],
    ...{ lanes, leastUsers: 0 },
  },
  {
    name: "login-page",
    title: "GET /login, one caller",
    scenario: "loginPage",
    judges: [medianUnder(5)],
    ...{ lanes: 1, leastUsers: 0 },
  },
  {
    name: "code-flow",
    title: "code flow: 4 requests, signed in anew",
    scenario: "codeFlow",
    floor: "twoSignatures",
    judges: [ofFloor()],
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "user-info",
    title: "userInfo",
    scenario: "userInfo",
    floor: "emptyHandler",
    judges: [ofFloor()],
    ...{ lanes, leastUsers: 100 },
  },
  {
    name: "jwks",
    title: "JWKS",
    scenario: "jwks",
    floor: "emptyHandler",
    judges: [ofFloor()],
    ...{ lanes, leastUsers: 0 },
  },
] as const satisfies readonly Row[];
