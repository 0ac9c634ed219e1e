import { inTimeOf } from "../../domain/pool/pool-time.ts";
import { checkEnabled } from "../../domain/replica/enabled-operations.ts";
import type { Services } from "../../domain/services.ts";
import { CognitoError, type ExceptionName, fail } from "../../errors.ts";
import { type AnyOperation, commonExceptions, type Developer } from "../../operations/operation.ts";
import { identifyClient, identifyDeveloper, identifyPool, identifyUser } from "./caller.ts";
import { decode, type JsonObject } from "./decode.ts";
import { validate } from "./validation.ts";

/** Operations by name, for each service that a target's prefix can name. */
export type ServiceOperations = Readonly<Record<string, ReadonlyMap<string, AnyOperation>>>;

export interface ApiOptions {
  readonly services: Services;
  readonly operations: ServiceOperations;
  /** Secrets by access key id; where there is none, signatures are not verified. */
  readonly accessKeys: ReadonlyMap<string, string>;
  /** Told of each call by whoever may make it; throws where there are too many. Without it there is no bound. */
  countRequest?(operation: string): Promise<void>;
  /** Told of an exception that an operation threw without declaring it. */
  onUndeclared(operation: string, exception: ExceptionName): void;
}

/** A request of the API, its body read. */
export interface ApiRequest {
  readonly target: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** The other end of the connection. */
  readonly address?: string;
  /** Told of the input before anything is made of it. */
  onRead?(input: JsonObject): void;
}

/**
 * One call, from bytes to the handler's answer, through phases that no operation can forget: signature, rate, decode,
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
  const origin = { ipAddress: request.address, userAgent: request.headers.get("user-agent") ?? undefined };
  switch (operation.auth) {
    case "developer": {
      const developer = await signer(options, operation, request);
      return operation.handle(services, validate(operation.input, read(request)), { ...developer, origin });
    }
    case "pool": {
      const developer = await signer(options, operation, request);
      const input = validate(operation.input, read(request));
      const caller = await identifyPool(services, developer, input);
      checkEnabled(caller.pool, operation.name);
      return operation.handle(inTimeOf(caller.pool, services), input, { ...caller, origin });
    }
    // The rest ignores a signature, as AWS does.
    case "client": {
      const input = validate(operation.input, await readUnsigned(options, operation, request));
      const caller = await identifyClient(services, operation.input, input);
      return operation.handle(inTimeOf(caller.pool, services), input, { ...caller, origin });
    }
    case "user": {
      const input = validate(operation.input, await readUnsigned(options, operation, request));
      const caller = await identifyUser(services, input);
      return operation.handle(inTimeOf(caller.pool, services), input, { ...caller, origin });
    }
    case "anyone":
      return operation.handle(services, validate(operation.input, await readUnsigned(options, operation, request)), {
        origin,
      });
  }
}

async function readUnsigned(
  { countRequest }: ApiOptions,
  { name }: AnyOperation,
  request: ApiRequest,
): Promise<JsonObject> {
  await countRequest?.(name);
  return read(request);
}

function read({ body, onRead }: ApiRequest): JsonObject {
  const input = decode(body);
  onRead?.(input);
  return input;
}

/** Who signed the call. Only then it counts: whoever has no key must not use up what those may ask who have one. */
async function signer(
  { services, accessKeys, countRequest }: ApiOptions,
  { name }: AnyOperation,
  { url, headers, body }: ApiRequest,
): Promise<Developer> {
  const developer = identifyDeveloper(services, accessKeys, { url, headers, body, service: "cognito-idp" });
  await countRequest?.(name);
  return developer;
}

function findOperation(operations: ServiceOperations, target: string): AnyOperation {
  const [service = "", name = ""] = target.split(".");
  const operation = Object.hasOwn(operations, service) ? operations[service]?.get(name) : undefined;
  if (target === "") {
    fail("UnknownOperationException", "The header X-Amz-Target is missing, which names the operation.");
  }
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
  developer: signatureExceptions,
  pool: [...signatureExceptions, "OperationNotEnabledException"],
  client: [],
  user: ["UserNotFoundException"],
  anyone: [],
};

const isDeclared = ({ errors, auth }: AnyOperation, name: ExceptionName): boolean =>
  [...errors, ...commonExceptions, ...phaseExceptions[auth], "SerializationException"].includes(name);
