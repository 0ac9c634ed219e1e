import type { Services } from "../../domain/services.ts";
import { CognitoError, type ExceptionName, fail } from "../../errors.ts";
import { type AnyOperation, commonExceptions } from "../../operations/operation.ts";
import { identifyDeveloper, identifyUser } from "./caller.ts";
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
}

/**
 * One call, from bytes to the handler's answer, through phases that no operation can forget: decode, signature,
 * validation, access token, handler. Throws the refusal.
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
  const { services, accessKeys } = options;
  const raw = decode(request.body);
  // Other operations ignore a signature, as AWS does.
  if (operation.auth === "developer") {
    const { pathname: path, search } = new URL(request.url);
    const signed = { method: "POST", path, query: search.slice(1), headers: request.headers, body: request.body };
    const developer = identifyDeveloper(services, accessKeys, signed);
    return operation.handle(services, validate(operation.input, raw), developer);
  }
  const input = validate(operation.input, raw);
  if (operation.auth === "user") return operation.handle(services, input, await identifyUser(services, input));
  return operation.handle(services, input, undefined);
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

/** What the phases before the handler may throw, by who may call. */
const phaseExceptions: Readonly<Record<AnyOperation["auth"], readonly ExceptionName[]>> = {
  public: [],
  user: ["UserNotFoundException"],
  developer: [
    "AccessDeniedException",
    "IncompleteSignatureException",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "UnrecognizedClientException",
  ],
};

const isDeclared = ({ errors, auth }: AnyOperation, name: ExceptionName): boolean =>
  [...errors, ...commonExceptions, ...phaseExceptions[auth], "SerializationException"].includes(name);
