import { afterAll, beforeAll } from "vitest";
import { type Clock, machineClock } from "../../../src/clock.ts";
import { createSealer } from "../../../src/crypto/seal.ts";
import type { Answered, Attempted, Functions } from "../../../src/domain/trigger/functions.ts";
import { planApis } from "../../../src/gateway/declared/index.ts";
import { describeGateways, openBackends, openGateways, openIssuers } from "../../../src/gateway/engine.ts";
import type { FindSignIn } from "../../../src/gateway/load-balancer/sign-in.ts";
import type { GatewayLog } from "../../../src/gateway/log.ts";
import type { PoolSource } from "../../../src/gateway/verifier/pool-source.ts";
import { listenWith } from "../../../src/http/listen.ts";
import { machineRandom } from "../../../src/random.ts";
import { type Mint, mintOf } from "./mint.ts";

/** A line that a gateway wrote. */
export interface Line {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface GatewayOptions {
  readonly mint?: Mint;
  /** What a function answers, by its name. */
  readonly functions?: Readonly<Record<string, (event: never, attempt: Attempted) => unknown>>;
  readonly accessKeys?: ReadonlyMap<string, string>;
  readonly pools?: PoolSource;
  readonly findSignIn?: FindSignIn;
  readonly clock?: Pick<Clock, "machineNow">;
  readonly explain?: "header" | "log only";
}

/** APIs that listen, in front of whatever a test puts behind them. */
export interface TestGateway {
  /** What a start shows of them. */
  readonly shown: readonly string[];
  /** By the API's name, without a trailing slash. */
  readonly urls: Readonly<Record<string, string>>;
  readonly log: Line[];
  /** Why the last request was denied. */
  readonly lastDenial: string | undefined;
  readonly unhonoured: readonly string[];
  close(): Promise<void>;
}

export const place = { region: "us-east-1", accountId: "123456789012", localUrls: "taken" } as const;

/** What a function throws to end with an error of this message. */
export class FunctionError extends Error {}

/** A function that answers as no function can that ends by itself: not at all, or not to be run. */
export class Ended {
  readonly answered: Answered;
  constructor(answered: Answered) {
    this.answered = answered;
  }
}

function functionsOf(declared: NonNullable<GatewayOptions["functions"]>): Functions {
  return {
    has: (arn) => Object.hasOwn(declared, arn.split(":").at(-1) ?? ""),
    async run(attempt) {
      const run = declared[attempt.arn.split(":").at(-1) ?? ""];
      if (!run) return { kind: "not-run", code: "ResourceNotFoundException", reason: "not declared" };
      try {
        const answer = await run(JSON.parse(JSON.stringify(attempt.event)) as never, attempt);
        return answer instanceof Ended ? answer.answered : { kind: "answer", answer };
      } catch (error) {
        return { kind: "error", errorType: "Error", errorMessage: (error as Error).message };
      }
    },
  };
}

/** What is wrong with declared resources, one line each. */
export function mistakesIn(
  apis: Record<string, unknown>,
  { functions = {}, mint = mintOf() }: GatewayOptions = {},
): string[] {
  return plan(apis, functions, mint).mistakes;
}

function plan(apis: Record<string, unknown>, functions: NonNullable<GatewayOptions["functions"]>, mint: Mint) {
  const mistakes: string[] = [];
  const arn = (name: string) => `arn:aws:lambda:${place.region}:${place.accountId}:function:${name}`;
  const pool = {
    ref: mint.poolId,
    attributes: { Arn: `arn:aws:cognito-idp:${place.region}:${place.accountId}:userpool/${mint.poolId}` },
  };
  const names = new Map([
    ["Pool", pool],
    ["Client", { ref: mint.clientId, attributes: {} }],
    ...Object.keys(functions).map((name) => [name, { ref: name, attributes: { Arn: arn(name) } }] as const),
  ] as [string, { ref: string; attributes: Record<string, string> }][]);
  const planned = planApis(apis, {
    ...{ place, names, functions: new Set(Object.keys(functions)) },
    complain: (path, reason) => void mistakes.push(`${path.join(".")}: ${reason}`),
    complainIssue: (issue, path) => void mistakes.push(`${[...path, ...issue.path].join(".")}: ${issue.message}`),
  });
  return { planned, mistakes };
}

/** Opens declared APIs on free ports. Throws where they have a mistake. */
export async function openGateway(apis: Record<string, unknown>, options: GatewayOptions = {}): Promise<TestGateway> {
  const { functions = {}, mint = mintOf() } = options;
  const { planned, mistakes } = plan(apis, functions, mint);
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  const lines: Line[] = [];
  const write = (facts: object, text: string) => void lines.push({ facts: facts as Line["facts"], text });
  const log: GatewayLog = { info: write, warn: write };
  const { clock = machineClock() } = options;
  const pools: PoolSource = options.pools ?? {
    find: async (poolId) => (poolId === mint.poolId ? { issuer: mint.issuer, keys: mint.jwks.keys } : undefined),
  };
  const gateways = await openGateways(
    planned.apis,
    {
      ...{
        clock,
        log,
        pools,
        explain: options.explain ?? "header",
        random: machineRandom,
        functions: functionsOf(functions),
      },
      accessKeys: options.accessKeys ?? new Map(),
      issuerOf: openIssuers({ pools, clock, origin: () => "http://localhost:9500" }),
      backends: openBackends(),
      sealer: createSealer("a secret that only the tests know", machineRandom),
      findSignIn: options.findSignIn ?? (async () => Promise.reject(new Error("nobody signs in here"))),
    },
    (makeServer) => listenWith(makeServer, { host: "127.0.0.1", port: 0, chosenBy: "Port" }),
  );
  return {
    shown: describeGateways(gateways),
    urls: Object.fromEntries(gateways.all.map(({ api, url }) => [api.name, url])),
    log: lines,
    get lastDenial() {
      return lines.findLast(({ text }) => text === "denied")?.facts.denied as string | undefined;
    },
    unhonoured: planned.unhonoured.map((path) => path.join(".")),
    close: () => gateways.close(),
  };
}

/** Opens declared APIs for the tests of a `describe`. */
export function gatewayForAll(
  apis: Record<string, unknown>,
  options: GatewayOptions = {},
): { readonly current: TestGateway } {
  let opened: TestGateway | undefined;
  beforeAll(async () => {
    opened = await openGateway(apis, options);
  });
  afterAll(() => opened?.close());
  return {
    get current() {
      if (!opened) throw new Error("the gateway is not open");
      return opened;
    },
  };
}
