/** The thread in which bcrypt is reckoned (`bcrypt.ts`). */
import { parentPort } from "node:worker_threads";
import { compareSync } from "bcryptjs";
import type { BcryptAnswer, BcryptQuestion } from "./bcrypt.ts";

const port = parentPort!;
port.on("message", ({ id, password, hash }: BcryptQuestion) => {
  port.postMessage({ id, isRight: compareSync(password, hash) } satisfies BcryptAnswer);
});
