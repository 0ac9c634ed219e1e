import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import { CognitoError } from "../errors.ts";

/**
 * A request's body. It is read from Node's own stream where there is one, because a Web stream and a Request around each
 * body cost more than all else that is done with it. One that is too long is read to its end and forgotten, so that its
 * sender hears why. Throws SerializationException, also for one that breaks off: a client that goes away is no failure.
 */
export async function readBody(c: Context, longest: number): Promise<Uint8Array> {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage };
  try {
    const body = incoming ? await readIncoming(incoming, longest) : new Uint8Array(await c.req.arrayBuffer());
    if (body && body.length <= longest) return body;
  } catch (error) {
    throw new CognitoError("SerializationException", undefined, `the body broke off: ${(error as Error).message}`);
  }
  throw new CognitoError("SerializationException", `The request body exceeds ${longest} bytes.`);
}

/** Undefined when it is too long. */
function readIncoming(incoming: IncomingMessage, longest: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > longest) chunks = [];
      else chunks.push(chunk);
    });
    incoming.once("end", () => resolve(length > longest ? undefined : Buffer.concat(chunks)));
    incoming.once("error", reject);
    // It comes after the end too, and an error with a stack for nobody would cost as much as all of this.
    incoming.once("close", () => {
      if (!incoming.readableEnded) reject(new Error("the connection was closed"));
    });
  });
}
