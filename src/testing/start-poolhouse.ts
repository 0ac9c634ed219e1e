import { startChild } from "./child.ts";
import {
  callControlFace,
  type Invocation,
  type InvocationFilter,
  type Message,
  type MessageFilter,
} from "./control-face.ts";

export interface PoolhouseOptions {
  /** A poolhouse.yaml, or what would stand in one; that of the folder when left out, or else the default pool. */
  readonly config?: string | object;
  /** Where the service runs, and where relative paths begin; the test's own folder when left out. */
  readonly folder?: string;
  /** A free one when left out. */
  readonly port?: number;
  /** A file or a postgres:// URL; in memory when left out. */
  readonly database?: string;
  readonly region?: string;
  /** Form of the issuer in tokens. */
  readonly issuer?: "public" | "aws";
  /** What it writes to the test's standard error; warnings when left out. */
  readonly logLevel?: "trace" | "debug" | "info" | "warn" | "error" | "silent";
  /** Any other option by its flag's name: `{ "rate-limits": "on" }`. */
  readonly flags?: Readonly<Record<string, string | number>>;
  /** Variables that it has beside those of the test's process; of that one's POOLHOUSE_… it has none. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A service that runs. */
export interface Poolhouse extends AsyncDisposable {
  readonly url: string;
  /** The ids of the declared pools. */
  readonly userPoolIds: readonly string[];
  /** What a client of the AWS SDK for JavaScript v3 is made with: `new CognitoIdentityProviderClient(poolhouse.sdk)`. */
  readonly sdk: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** What was sent, oldest first. */
  messages(filter?: MessageFilter): Promise<Message[]>;
  /** The newest code, or temporary password, that was sent to an address or a number. Rejects where there is none. */
  codeSentTo(destination: string): Promise<string>;
  /** Which functions ran, oldest first. */
  invocations(filter?: InvocationFilter): Promise<Invocation[]>;
  /** Moves the service's time by a duration such as `PT1H`, or to a moment. Gives what it is then. */
  moveClock(to: string | Date): Promise<Date>;
  /** Puts it back to the machine's. */
  resetClock(): Promise<Date>;
  /** Back to the declared state, of everything or of one pool. */
  reset(userPoolId?: string): Promise<void>;
  /** Finishes the requests in flight and ends the service. It ends with the test's process, too. */
  stop(): Promise<void>;
}

/** Starts a service, which takes some 200 ms. Rejects with what it says when it does not start. */
export async function startPoolhouse(options: PoolhouseOptions = {}): Promise<Poolhouse> {
  const { config = {}, folder, port = 0, database = ":memory:", region = "us-east-1", issuer } = options;
  const { logLevel = "warn", flags = {}, environment = {} } = options;
  const isFile = typeof config === "string";
  const isDefault = options.config === undefined;
  const { ready, end } = await startChild({
    flags: {
      ...{ port, database, region, "log-level": logLevel },
      ...(issuer && { issuer }),
      ...(!isDefault && { config: isFile ? config : "-" }),
      ...flags,
    },
    environment,
    folder,
    // JSON is YAML.
    input: isFile || isDefault ? undefined : JSON.stringify(config),
  });
  const { url } = ready;

  async function messages(filter?: MessageFilter): Promise<Message[]> {
    return callControlFace(url, "/messages", { method: "GET", query: filter });
  }

  async function putClock(body: object): Promise<Date> {
    const { now } = await callControlFace<{ now: string }>(url, "/clock", { method: "PUT", body });
    return new Date(now);
  }

  return {
    url,
    userPoolIds: ready.pools,
    sdk: { endpoint: url, region, credentials: { accessKeyId: "poolhouse", secretAccessKey: "poolhouse" } },
    messages,
    async codeSentTo(destination) {
      const newest = (await messages({ destination })).findLast(({ code }) => code !== null);
      if (!newest?.code) throw new Error(`No code was sent to ${destination}.`);
      return newest.code;
    },
    invocations: (filter) => callControlFace(url, "/invocations", { method: "GET", query: filter }),
    moveClock: (to) =>
      putClock(typeof to === "string" && /^[-+]?P/.test(to) ? { advance: to } : { now: new Date(to).toISOString() }),
    resetClock: () => putClock({ reset: true }),
    reset: (userPoolId) => callControlFace(url, "/reset", { method: "POST", query: { userPoolId } }),
    stop: end,
    [Symbol.asyncDispose]: end,
  };
}
