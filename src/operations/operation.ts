import type { z } from "zod";
import type { ClientOfPool } from "../domain/client/find-client.ts";
import type { Pool } from "../domain/pool/pool.ts";
import type { Services } from "../domain/services.ts";
import type { Origin } from "../domain/token/origin.ts";
import type { TokenHolder } from "../domain/token/verify.ts";
import { CognitoError, type ExceptionName } from "../errors.ts";

/** A backend that signs its calls with an access key. */
export interface Developer {
  readonly accessKeyId: string;
  /** Named by the signature: where CreateUserPool makes and ListUserPools looks. */
  readonly region: string;
}

/** Who calls, for each way in, as the pipeline found out before the handler runs; `Caller` tells whence, too. */
export interface Callers {
  /** A backend, by SigV4. */
  developer: Developer;
  /** A backend, by SigV4, about the pool that UserPoolId names. */
  pool: Developer & { readonly pool: Pool };
  /** An app, as the client that ClientId names; with the client's secret if the input has a member SecretHash. */
  client: ClientOfPool;
  /** A user, by AccessToken. */
  user: TokenHolder;
  /** Whoever holds what the input brings: an access token, a session, a token by mail. The handler looks. */
  anyone: object;
}

export type Auth = keyof Callers;

export type Caller<A extends Auth> = Callers[A] & { readonly origin: Origin };

type Text = z.ZodType<string>;

/** The members of the input by which the pipeline finds the caller. */
type Members = {
  developer: Record<never, z.ZodType>;
  pool: { UserPoolId: Text };
  // A hash without the name that it is made over could not be checked.
  client:
    | { ClientId: Text; SecretHash?: z.ZodNever }
    | { ClientId: Text; SecretHash: z.ZodOptional<Text>; Username: Text };
  // Where the model lets the token be absent, a call without it is refused all the same.
  user: { AccessToken: Text | z.ZodOptional<Text> };
  anyone: Record<never, z.ZodType>;
};

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
export interface Operation<A extends Auth = Auth, In = z.ZodObject<Members[A]>> {
  readonly name: string;
  readonly auth: A;
  readonly input: In;
  /** What it throws beyond `commonExceptions`. */
  readonly errors: readonly ExceptionName[];
  /** Nothing is an empty body; an object is the answer. */
  handle(services: Services, input: unknown, caller: Caller<A>): Promise<object | undefined>;
}

export type AnyOperation = { [A in Auth]: Operation<A> }[Auth];

/** Throws one of the exceptions that the operation declares; another does not compile. */
type Fail<Name extends ExceptionName> = (name: Name | CommonException, message?: string, reason?: string) => never;

/**
 * One operation in one place: its name, who may call it, what it takes, what it throws and what it does.
 * The input's type is that of its schema; the caller's follows `auth`, and so does what the input must have.
 */
export function defineOperation<
  A extends Auth,
  In extends z.ZodObject<Members[A]>,
  const Name extends ExceptionName,
>(operation: {
  name: string;
  auth: A;
  input: In;
  errors: readonly Name[];
  handle(input: z.output<In>, caller: Caller<A>, context: Services & { fail: Fail<Name> }): Promise<object | undefined>;
}): Operation<A, In> {
  const fail: Fail<Name> = (name, message, reason) => {
    throw new CognitoError(name, message, reason);
  };
  return {
    ...operation,
    handle: (services, input, caller) => operation.handle(input as z.output<In>, caller, { ...services, fail }),
  };
}
