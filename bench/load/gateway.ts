/**
 * A process with an HTTP API that has the same in-process handler behind a JWT authorizer and behind none. It makes the
 * tokens too, for here is the key. Tells its parent where it listens, and the tokens.
 */
import { machineClock } from "../../src/clock.ts";
import { signJwt } from "../../src/crypto/jwt.ts";
import { createSealer } from "../../src/crypto/seal.ts";
import { generateSigningKey, importSigningKey } from "../../src/crypto/signing-key.ts";
import { planApis } from "../../src/gateway/declared/index.ts";
import { openBackends, openGateways, openIssuers } from "../../src/gateway/engine.ts";
import { listenWith } from "../../src/http/listen.ts";
import { prepareForLoad } from "../../src/prepare-for-load.ts";
import { machineRandom } from "../../src/random.ts";

/** More than a gateway remembers, so that whoever goes round through them is never known. */
const tokenCount = 12_000;

// As a gateway's process does once it is up; and before the tokens are made, which are no work of a gateway's.
await prepareForLoad("gateway");

const poolId = "us-east-1_Bench0001";
const issuer = `http://localhost/${poolId}`;
const clientId = "benchclient000000000000001";
const { kid, publicJwk, privateKey: der } = await generateSigningKey(machineRandom);
const privateKey = importSigningKey(der);
const now = Math.floor(machineClock().now().getTime() / 1000);
const tokens = await Promise.all(
  Array.from({ length: tokenCount }, (_, user) =>
    signJwt(
      {
        ...{
          sub: machineRandom.uuid(),
          iss: issuer,
          client_id: clientId,
          token_use: "access",
          username: `user-${user}`,
        },
        ...{ scope: "orders/read", iat: now, exp: now + 86_400, jti: machineRandom.uuid(), auth_time: now },
      },
      { kid, privateKey },
    ),
  ),
);

const route = (Path: string, Authorizer: string) => ({
  Type: "HttpApi",
  Properties: { Path, Method: "get", Auth: { Authorizer }, ApiId: { Ref: "Api" } },
});
const { apis } = planApis(
  {
    Api: {
      Type: "AWS::Serverless::HttpApi",
      Properties: { Auth: { Authorizers: { Jwt: { JwtConfiguration: { issuer, audience: [clientId] } } } } },
    },
    Hello: {
      Type: "AWS::Serverless::Function",
      Properties: { Events: { Open: route("/open", "NONE"), Guarded: route("/guarded", "Jwt") } },
    },
  },
  {
    place: { region: "us-east-1", accountId: "123456789012" },
    ...{ names: new Map(), functions: new Set(["Hello"]) },
    complain: (path, reason) => console.error(path, reason),
    complainIssue: (issue, path) => console.error(path, issue),
  },
);
const clock = machineClock();
const pools = { find: async () => ({ issuer, keys: [{ ...publicJwk }] }) };
const gateways = await openGateways(
  apis,
  {
    ...{ clock, pools, random: machineRandom, accessKeys: new Map(), explain: "header" },
    log: { info: () => undefined, warn: console.error },
    issuerOf: openIssuers({ pools, clock, origin: () => "http://localhost" }),
    functions: { has: () => true, run: async () => ({ kind: "answer", answer: { statusCode: 200, body: "hello" } }) },
    backends: openBackends(),
    findSignIn: async () => Promise.reject(new Error("nobody signs in here")),
    sealer: createSealer(machineRandom.bytes(32), machineRandom),
  },
  (makeServer) => listenWith(makeServer, { host: "127.0.0.1", port: 0, chosenBy: "Port" }),
);
process.send?.({ url: gateways.all[0]?.url.replace("localhost", "127.0.0.1"), tokens }, () => tokens.splice(0));
