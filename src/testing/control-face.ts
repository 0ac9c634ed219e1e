import { request } from "node:http";

/** A mail or a text message that the service has sent. */
export interface Message {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly userPoolId: string;
  readonly username: string;
  readonly medium: "EMAIL" | "SMS";
  readonly destination: string;
  readonly attribute: string;
  readonly subject: string;
  readonly body: string;
  /** A code or a temporary password. */
  readonly code: string | null;
  readonly link: string | null;
  /** The trigger whose function sent it. */
  readonly sentBy: string | null;
}

export interface MessageFilter {
  readonly userPoolId?: string;
  readonly destination?: string;
  readonly username?: string;
  readonly medium?: "EMAIL" | "SMS";
  /** The id of a message, or a time. */
  readonly after?: string;
}

/** A call of a function, and what came of it. */
export interface Invocation {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly function: string;
  readonly functionArn: string;
  readonly userPoolId: string | null;
  readonly triggerSource: string | null;
  readonly event: unknown;
  readonly outcome: "answer" | "error" | "not-json" | "no-answer" | "not-run";
  readonly answer: unknown;
  readonly error: { readonly errorType: string; readonly errorMessage: string } | null;
  /** In milliseconds, of all attempts. */
  readonly duration: number;
  readonly logs: readonly string[];
}

export interface InvocationFilter {
  readonly userPoolId?: string;
  readonly function?: string;
  readonly triggerSource?: string;
  /** The id of an invocation, or a time. */
  readonly after?: string;
}

interface Call {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly query?: object;
  readonly body?: object;
}

/** Calls the service's control face. Not by fetch(), which tests replace, and which jsdom lacks. */
export async function callControlFace<Answer>(
  url: string,
  path: string,
  { method, query = {}, body }: Call,
): Promise<Answer> {
  const asked = new URL(`/_poolhouse${path}`, url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) asked.searchParams.set(name, String(value));
  }
  const { status, text } = await send(asked, method, body && JSON.stringify(body));
  if (status >= 400) throw new Error(`${method} ${asked.pathname}: ${status} ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

function send(url: URL, method: string, body: string | undefined): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const headers = body === undefined ? {} : { "content-type": "application/json" };
  const sent = request(url, { method, headers, agent: false }, (response) => {
    const parts: Buffer[] = [];
    response.on("data", (part: Buffer) => parts.push(part));
    response.on("error", reject);
    response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
  });
  sent.on("error", reject);
  sent.end(body);
  return promise;
}
