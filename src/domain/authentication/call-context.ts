import type { ContextDataType, UserContextDataType } from "@aws-sdk/client-cognito-identity-provider";
import type { Client } from "../client/client.ts";
import { type Origin, originOfApp, originOfBackend } from "../token/origin.ts";
import type { Metadata, Occasion } from "../trigger/occasion.ts";

/** What a call tells beside its parameters: for triggers, and for whoever judges its risk. */
export interface CallContext {
  /** An app, a backend that signs its calls, or the service's own pages. */
  readonly caller: "public" | "developer" | "pages";
  /** ClientMetadata of a call that goes on with a sign-in: for the pool's triggers. */
  readonly clientMetadata?: Metadata;
  /** ClientMetadata of a call that begins one: a few triggers alone are told of it, and call it so. */
  readonly validationData?: Metadata;
  /** UserContextData as an app sends it, or ContextData as a backend does. */
  readonly device?: Partial<ContextDataType>;
  /** Where the person is who calls, or for whom a backend calls. */
  readonly origin: Origin;
  /** Of whoever makes the call itself. */
  readonly userAgent?: string;
}

type CallMetadata = Pick<CallContext, "clientMetadata" | "validationData">;

/** Of a call that an app makes itself; `told` is what it says of its person's device. */
export const contextOfApp = (
  client: Client,
  connection: Origin,
  told: UserContextDataType | undefined,
  metadata: CallMetadata,
): CallContext => ({
  ...{ caller: "public", device: told, origin: originOfApp(client, connection, told) },
  ...{ userAgent: connection.userAgent, ...metadata },
});

/** Of a backend's call; `told` is what it says of the person for whom it calls. */
export const contextOfBackend = (
  connection: Origin,
  told: ContextDataType | undefined,
  metadata: CallMetadata,
): CallContext => ({
  ...{ caller: "developer", device: told, origin: originOfBackend(connection, told) },
  ...{ userAgent: connection.userAgent, ...metadata },
});

/** Of a form that somebody sends from the service's own pages. */
export const contextOfPages = (connection: Origin): CallContext => ({
  ...{ caller: "pages", origin: connection, userAgent: connection.userAgent },
});

/** A step of a sign-in as triggers are told of it. */
export const occasionOf = ({
  client,
  context: { userAgent, clientMetadata },
}: {
  readonly client: Client;
  readonly context: CallContext;
}): Occasion & { readonly client: Client } => ({ client, userAgent, clientMetadata });
