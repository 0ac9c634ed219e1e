import type { Services } from "../../domain/services.ts";
import { CognitoError, type ExceptionName, fail } from "../../errors.ts";
import { type AnyOperation, commonExceptions, type Developer } from "../../operations/operation.ts";
import { identifyClient, identifyDeveloper, identifyPool, identifyUser, namedPool } from "./caller.ts";
import { decode } from "./decode.ts";
import { validate } from "./validation.ts";

/** Operations by name, for each service that a target's prefix can name. */
export type ServiceOperations = Readonly<Record<string, ReadonlyMap<string, AnyOperation>>>;

export interface ApiOptions {
  readonly services: Services;
  readonly operations: ServiceOperations;
  /** Secrets by access key id; where there is none, signatures are not verified. */
  readonly accessKeys: ReadonlyMap<string, string>;
  /** Told of an exception that an operation threw without declaring it. */
  onUndeclared(operation: string, exception: ExceptionName): void;
}

/** A request of the API, its body read. */
export interface ApiRequest {
  readonly target: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Where the connection comes from. */
  readonly address?: string;
}

/**
 * One call, from bytes to the handler's answer, through phases that no operation can forget: decode, signature,
 * validation, the pool, client or access token that the input names, handler. Throws the refusal.
 */
export async function call(options: ApiOptions, request: ApiRequest): Promise<object | undefined> {
  const operation = findOperation(options.operations, request.target);
  try {
    return await phases(options, operation, request);
  } catch (error) {
    if (error instanceof CognitoError && !isDeclared(operation, error.name)) {
      options.onUndeclared(operation.name, error.name);
    }
    throw error;
  }
}

async function phases(options: ApiOptions, operation: AnyOperation, request: ApiRequest): Promise<object | undefined> {
  const { services } = options;
  const { address } = request;
  const raw = decode(request.body);
  switch (operation.auth) {
    case "anybody": {
      const input = validate(operation.input, raw);
      return operation.handle(services, input, { pool: await namedPool(services, input.UserPoolId), address });
    }
    case "developer": {
      const developer = signer(options, request);
      return operation.handle(services, validate(operation.input, raw), { ...developer, address });
    }
    case "pool": {
      const developer = signer(options, request);
      const input = validate(operation.input, raw);
      return operation.handle(services, input, { ...(await identifyPool(services, developer, input)), address });
    }
    // The rest ignores a signature, as AWS does.
    case "client": {
      const input = validate(operation.input, raw);
      return operation.handle(services, input, {
        ...(await identifyClient(services, operation.input, input)),
        address,
      });
    }
    case "user": {
      const input = validate(operation.input, raw);
      return operation.handle(services, input, { ...(await identifyUser(services, input)), address });
    }
  }
}

function signer({ services, accessKeys }: ApiOptions, { url, headers, body }: ApiRequest): Developer {
  const { pathname: path, search } = new URL(url);
  return identifyDeveloper(services, accessKeys, { method: "POST", path, query: search.slice(1), headers, body });
}

function findOperation(operations: ServiceOperations, target: string): AnyOperation {
  const [service = "", name = ""] = target.split(".");
  const operation = Object.hasOwn(operations, service) ? operations[service]?.get(name) : undefined;
  if (!operation) {
    const shown = target.slice(0, 200).replaceAll(/[^\x20-\x7e]/g, "?");
    fail("UnknownOperationException", `Poolhouse has no operation ${JSON.stringify(shown)}.`);
  }
  return operation;
}

const signatureExceptions = [
  "AccessDeniedException",
  "IncompleteSignatureException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "UnrecognizedClientException",
] as const;

/** What the phases before the handler may throw beyond `commonExceptions`, by who may call. */
const phaseExceptions: Readonly<Record<AnyOperation["auth"], readonly ExceptionName[]>> = {
  anybody: [],
  developer: signatureExceptions,
  pool: signatureExceptions,
  client: [],
  user: ["UserNotFoundException"],
};

const isDeclared = ({ errors, auth }: AnyOperation, name: ExceptionName): boolean =>
  [...errors, ...commonExceptions, ...phaseExceptions[auth], "SerializationException"].includes(name);
