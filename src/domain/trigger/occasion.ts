import type { Client } from "../client/client.ts";
import type { Origin } from "../token/origin.ts";

/** What an app hands through to a pool's functions: never stored, never looked at. */
export type Metadata = Readonly<Record<string, string>>;

/** The call in whose course a function is run, as far as its event tells of it. */
export interface Occasion {
  /** The client through which the call comes; most calls of administrators name none. */
  readonly client?: Pick<Client, "id">;
  /** Of whoever calls the API, also where a backend calls for somebody. */
  readonly userAgent?: string;
  /** ClientMetadata, where the operation hands it to this trigger. */
  readonly clientMetadata?: Metadata;
}

/** The occasion of an operation, of which `caller` is what the pipeline found out. */
export const occasionIn = (
  { client, origin }: { readonly client?: Pick<Client, "id">; readonly origin: Origin },
  clientMetadata?: Metadata,
): Occasion => ({ client, userAgent: origin.userAgent, clientMetadata });

const unknownSdk = "aws-sdk-unknown-unknown";

/** `aws-sdk-js/3.1169.0 ua/2.1 …` names its SDK so; browsers, boto3 and the AWS CLI do not. */
const namedSdk = /^(aws-sdk-[\w-]+)\/([0-9][\w.-]*)/i;

/** An event's `callerContext`. */
export function callerContext({ client, userAgent = "" }: Occasion): { awsSdkVersion: string; clientId: string } {
  const [, name, version] = namedSdk.exec(userAgent) ?? [];
  return {
    awsSdkVersion: name ? `${name.toLowerCase()}-${version}` : unknownSdk,
    clientId: client?.id ?? "CLIENT_ID_NOT_APPLICABLE",
  };
}
