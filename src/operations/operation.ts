import type { z } from "zod";
import type { Services } from "../domain/services.ts";
import type { TokenHolder } from "../domain/token/verify.ts";
import { CognitoError, type ExceptionName } from "../errors.ts";

/** A backend that signs its calls with an access key. */
export interface Developer {
  readonly accessKeyId: string;
  /** Named by the signature: where CreateUserPool makes and ListUserPools looks. */
  readonly region: string;
}

/** Whom a caller proves to be before the handler runs: nobody, a user by access token, or a developer by SigV4. */
export interface Callers {
  public: undefined;
  user: TokenHolder;
  developer: Developer;
}

export type Auth = keyof Callers;

/** Exceptions that any operation may throw; the rest is declared by each. */
export const commonExceptions = [
  "InternalErrorException",
  "InvalidParameterException",
  "NotAuthorizedException",
  "ResourceNotFoundException",
  "TooManyRequestsException",
] as const satisfies readonly ExceptionName[];

export type CommonException = (typeof commonExceptions)[number];

/** One operation of the API as the pipeline sees it. */
export interface Operation<A extends Auth = Auth> {
  readonly name: string;
  readonly auth: A;
  readonly input: z.ZodType;
  /** What it throws beyond `commonExceptions`. */
  readonly errors: readonly ExceptionName[];
  /** Nothing is an empty body; an object is the answer. */
  handle(services: Services, input: unknown, caller: Callers[A]): Promise<object | undefined>;
}

export type AnyOperation = { [A in Auth]: Operation<A> }[Auth];

/** Throws one of the exceptions that the operation declares; another does not compile. */
type Fail<Name extends ExceptionName> = (name: Name | CommonException, message?: string, reason?: string) => never;

/**
 * One operation in one place: its name, who may call it, what it takes, what it throws and what it does.
 * The input's type is that of its schema, the caller's follows `auth`.
 */
export function defineOperation<A extends Auth, In extends z.ZodType, const Name extends ExceptionName>(operation: {
  name: string;
  auth: A;
  input: In;
  errors: readonly Name[];
  handle(
    input: z.output<In>,
    caller: Callers[A],
    context: Services & { fail: Fail<Name> },
  ): Promise<object | undefined>;
}): Operation<A> & { readonly input: In } {
  const fail: Fail<Name> = (name, message, reason) => {
    throw new CognitoError(name, message, reason);
  };
  return {
    ...operation,
    handle: (services, input, caller) => operation.handle(input as z.output<In>, caller, { ...services, fail }),
  };
}
