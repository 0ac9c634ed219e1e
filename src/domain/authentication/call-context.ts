import type { ContextDataType } from "@aws-sdk/client-cognito-identity-provider";

/** What a call tells beside its parameters: for triggers, and for whoever judges its risk. */
export interface CallContext {
  /** An app, or a backend that signs its calls. */
  readonly caller: "public" | "developer";
  /** ClientMetadata: what the app hands through to the pool's triggers. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
  /** UserContextData as an app sends it, or ContextData as a backend does. */
  readonly device?: Partial<ContextDataType>;
}

/** The context that a call's own members make. */
export const contextOf = (
  caller: CallContext["caller"],
  clientMetadata: CallContext["clientMetadata"],
  device: CallContext["device"],
): CallContext => ({ caller, clientMetadata, device });
