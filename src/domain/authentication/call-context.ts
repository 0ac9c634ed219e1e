import type { ContextDataType } from "@aws-sdk/client-cognito-identity-provider";
import type { Origin } from "../token/origin.ts";

/** What a call tells beside its parameters: for triggers, and for whoever judges its risk. */
export interface CallContext {
  /** An app, a backend that signs its calls, or the service's own pages. */
  readonly caller: "public" | "developer" | "pages";
  /** ClientMetadata: what the app hands through to the pool's triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
  /** UserContextData as an app sends it, or ContextData as a backend does. */
  readonly device?: Partial<ContextDataType>;
  /** Where the person is who calls, or for whom a backend calls. */
  readonly origin: Origin;
}

/** The context that a call's own members make. */
export const contextOf = (
  caller: CallContext["caller"],
  clientMetadata: CallContext["clientMetadata"],
  device: CallContext["device"],
  origin: Origin,
): CallContext => ({ caller, clientMetadata, device, origin });
