import type { Invocation } from "./function.ts";
import type { LoadFailure, TurnOutcome } from "./turn.ts";

/** Something that runs one invocation at a time and keeps what it has loaded: a thread, or a process. */
export interface Instance {
  /** Resolves once the code is loaded; with what went wrong, if it could not be. */
  readonly ready: Promise<LoadFailure | undefined>;
  /** Never rejects. `deadline` is in milliseconds since 1970. */
  invoke(invocation: Invocation, deadline: number): Promise<TurnOutcome>;
  /** Whether it can take another invocation. */
  isAlive(): boolean;
  end(): Promise<void>;
}

/** What instances run, as it stands now. After a change it is another object. */
export interface Code {
  start(): Instance;
}

export interface Limits {
  /** That are alive at once. */
  readonly most: number;
  /** In milliseconds that one waits for the next invocation. */
  readonly idleFor: number;
  /** In milliseconds that somebody waits before one more is started, which takes about as long. */
  readonly startAfter: number;
}

export const usualLimits: Limits = { most: 16, idleFor: 5 * 60_000, startAfter: 25 };

interface Waiter {
  give(instance: Instance | undefined): void;
}

/** The instances of one function: as many as are needed at once, of the newest code. */
export class Instances {
  readonly #limits: Limits;
  readonly #codeOf = new Map<Instance, Code>();
  /** The one that ran last comes last, and is the next to run. */
  readonly #idle = new Map<Instance, NodeJS.Timeout>();
  /** What keeps a thread busy outside of its code, such as a command that it waits for, keeps it from its end, too. */
  readonly #ending = new Set<Instance>();
  readonly #waiting = new Set<Waiter>();
  #newest: Code | undefined;
  #starting = 0;
  #growth: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(limits: Limits = usualLimits) {
    this.#limits = limits;
  }

  /** An instance of this code, which is the caller's until it is released. Undefined when `signal` or the end comes first. */
  async lease(code: Code, signal: AbortSignal): Promise<Instance | undefined> {
    if (this.#closed) return undefined;
    this.#newest = code;
    for (const instance of this.#idle.keys()) if (this.#codeOf.get(instance) !== code) this.#retire(instance);
    const idle = [...this.#idle.keys()].at(-1);
    if (idle) return this.#take(idle);
    if (this.#codeOf.size === 0 && this.#hasRoom()) return this.#start(code);
    return this.#wait(signal);
  }

  /** Gives an instance back. */
  release(instance: Instance): void {
    const isGood = instance.isAlive() && this.#codeOf.get(instance) === this.#newest && !this.#closed;
    if (!isGood) this.#retire(instance);
    const [first] = this.#waiting;
    if (isGood && first) first.give(instance);
    else if (isGood) this.#idle.set(instance, this.#expiry(instance));
    else if (first && this.#newest && this.#hasRoom() && !this.#closed) first.give(this.#start(this.#newest));
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#growth);
    for (const waiter of this.#waiting) waiter.give(undefined);
    for (const instance of this.#codeOf.keys()) this.#retire(instance);
    await Promise.all([...this.#ending].map((instance) => instance.end()));
  }

  #start(code: Code): Instance {
    const instance = code.start();
    this.#codeOf.set(instance, code);
    this.#starting++;
    void instance.ready.then(() => this.#starting--);
    return instance;
  }

  #take(instance: Instance): Instance {
    clearTimeout(this.#idle.get(instance));
    this.#idle.delete(instance);
    return instance;
  }

  #expiry(instance: Instance): NodeJS.Timeout {
    return setTimeout(() => this.#retire(instance), this.#limits.idleFor).unref();
  }

  #retire(instance: Instance): void {
    this.#take(instance);
    this.#codeOf.delete(instance);
    this.#ending.add(instance);
    void instance.end().then(() => this.#ending.delete(instance));
  }

  #hasRoom(): boolean {
    return this.#codeOf.size + this.#ending.size < this.#limits.most;
  }

  #wait(signal: AbortSignal): Promise<Instance | undefined> {
    const { promise, resolve } = Promise.withResolvers<Instance | undefined>();
    const giveUp = () => waiter.give(undefined);
    const waiter: Waiter = {
      give: (instance) => {
        signal.removeEventListener("abort", giveUp);
        this.#waiting.delete(waiter);
        resolve(instance);
      },
    };
    this.#waiting.add(waiter);
    signal.addEventListener("abort", giveUp);
    this.#growth ??= setInterval(() => this.#grow(), this.#limits.startAfter);
    return promise;
  }

  /** One at a time: a crowd of short calls is served sooner by those that run than by many that start. */
  #grow(): void {
    const [first] = this.#waiting;
    if (!first) {
      clearInterval(this.#growth);
      this.#growth = undefined;
    } else if (this.#starting === 0 && this.#hasRoom() && this.#newest) {
      first.give(this.#start(this.#newest));
    }
  }
}
