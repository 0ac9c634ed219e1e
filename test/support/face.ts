import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";

/** The whole service as a test sees it, in this process or another: over HTTP, and nothing else. */
export interface Face {
  readonly url: string;
  /** The real SDK, signing its calls for the service's region. */
  sdk(region?: string): CognitoIdentityProvider;
  /** A call of the control face; gives the answer's JSON. */
  control<T>(method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: object): Promise<T>;
  /** The newest code that was sent to this destination. */
  codeSentTo(destination: string): Promise<string>;
}

/** The face of the service that answers at `url`. */
export function faceOf(url: string): Face {
  async function control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${url}/_poolhouse${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  return {
    url,
    control,
    sdk: (region = "us-east-1") =>
      new CognitoIdentityProvider({
        endpoint: url,
        region,
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
        maxAttempts: 1,
        // A test that reckons for seconds after a call, as SRP in JavaScript on a busy machine, would find the connection
        // closed that it left: the service's timer is due as soon as the client, in the same process, is.
        requestHandler: { httpAgent: { keepAlive: false } },
      }),
    async codeSentTo(destination) {
      const query = new URLSearchParams({ destination });
      const messages = await control<{ code: string }[]>("GET", `/messages?${query}`);
      const newest = messages.at(-1);
      if (!newest) throw new Error(`nothing was sent to ${destination}`);
      return newest.code;
    },
  };
}
