import { Worker } from "node:worker_threads";
import { threadFile } from "../thread-file.ts";

const thread = threadFile("bcrypt-thread", "crypto/bcrypt-thread.ts");
/** In milliseconds without a question, after which the thread ends. */
const idleFor = 60_000;

export interface BcryptQuestion {
  readonly id: number;
  readonly password: string;
  readonly hash: string;
}

export interface BcryptAnswer {
  readonly id: number;
  readonly isRight: boolean;
}

interface Waiting {
  resolve(isRight: boolean): void;
  reject(error: unknown): void;
}

/** A thread that is there while it is asked. */
interface Reckoner {
  ask(question: BcryptQuestion, waiting: Waiting): void;
}

let current: Reckoner | undefined;
let asked = 0;

/**
 * Whether a hash of bcrypt was made of this password. It takes 60 ms at the usual cost and a second at 14, in JavaScript:
 * a thread of its own does it, one after the other, so that nobody else waits. Rejects when that thread ends.
 */
export function compareBcrypt(password: string, hash: string): Promise<boolean> {
  current ??= startReckoner();
  const reckoner = current;
  return new Promise((resolve, reject) => reckoner.ask({ id: ++asked, password, hash }, { resolve, reject }));
}

function startReckoner(): Reckoner {
  const worker = new Worker(thread, { execArgv: [], env: {} });
  const waiting = new Map<number, Waiting>();
  let ending: NodeJS.Timeout | undefined;
  const reckoner: Reckoner = {
    ask(question, one) {
      clearTimeout(ending);
      waiting.set(question.id, one);
      worker.postMessage(question);
    },
  };

  function forget(error: unknown): void {
    if (current === reckoner) current = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  worker.on("message", ({ id, isRight }: BcryptAnswer) => {
    waiting.get(id)?.resolve(isRight);
    waiting.delete(id);
    if (waiting.size > 0) return;
    ending = setTimeout(() => {
      forget(undefined);
      void worker.terminate();
    }, idleFor).unref();
  });
  worker.on("error", forget);
  worker.on("exit", () => forget(new Error("The thread that reckons bcrypt has ended.")));
  worker.unref();
  return reckoner;
}
