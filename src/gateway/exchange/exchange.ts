import type { Random } from "../../random.ts";
import { decodeParameters, type PathParameters } from "../routing/path-template.ts";
import type { Claims } from "../verifier/compact-jws.ts";
import type { Denial } from "../verifier/denial.ts";
import type { GatewayRequest } from "./request.ts";

/** An API as its requests see it. */
export interface ApiFacts {
  readonly name: string;
  /** As in `<id>.execute-api.<region>.amazonaws.com` and in ARNs. */
  readonly id: string;
  readonly stage: string;
  readonly region: string;
  readonly accountId: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Who sent a request, as the route's authorizer found. */
export type Identity =
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly claims: Claims; readonly scopes: readonly string[] | null }
  | {
      readonly kind: "function";
      readonly principalId: string | undefined;
      readonly context: FunctionContext;
      readonly apiKey?: string | undefined;
      /** Milliseconds that the function took; 0 where its answer was remembered. */
      readonly latency: number;
    }
  | { readonly kind: "iam"; readonly accessKeyId: string };

/** What a function says beside its verdict; a REST API takes text, numbers and flags alone. */
export type FunctionContext = Readonly<Record<string, unknown>>;

/** One request on its way through an API, and what became known of it so far. */
export interface Exchange {
  readonly api: ApiFacts;
  readonly request: GatewayRequest;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** The request's path within the stage, as its kind of API reads it. */
  readonly path: string;
  /** The same with the stage. */
  readonly fullPath: string;
  route?: TakenRoute;
  identity: Identity;
  apiKey?: { readonly id: string; readonly value: string };
  /** Milliseconds of the integration, and the status that it answered with. */
  integration?: { readonly status: number; readonly latency: number };
  /** Why it was refused or went wrong. */
  error?: ExchangeError;
}

/** The route that a request takes. */
export interface TakenRoute {
  readonly method: string;
  readonly path: string;
  /** Percent-decoded. */
  readonly parameters: PathParameters;
  /** As they stand in the request's path: an encoded slash parts no segments. */
  readonly encoded: PathParameters;
}

export const takenRoute = (method: string, path: string, encoded: PathParameters): TakenRoute => ({
  ...{ method, path, encoded },
  parameters: decodeParameters(encoded),
});

export interface ExchangeError {
  readonly message: string | null;
  readonly responseType?: string;
  readonly denial?: Denial | undefined;
}

/** What is known of a request at its beginning. */
export const openExchange = (
  random: Random,
  api: ApiFacts,
  asked: Pick<Exchange, "request" | "path" | "fullPath">,
): Exchange => ({
  ...{ api, ...asked },
  requestId: random.uuid(),
  // Of a UUID, whose chance Node draws ahead: a call for eleven bytes would be a tenth of the whole request.
  extendedRequestId: `${Buffer.from(random.uuid().replaceAll("-", ""), "hex").toString("base64url", 0, 11)}=`,
  identity: { kind: "none" },
});

/**
 * The ARN of what is called, by which policies allow and deny:
 * `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path>`.
 */
export function methodArn({ api, request, path: asked }: Exchange, path = asked): string {
  const { region, accountId, id, stage } = api;
  return `arn:aws:execute-api:${region}:${accountId}:${id}/${stage}/${request.method}${path}`;
}
