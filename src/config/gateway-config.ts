import { type ConfigSources, readOption } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import type { OptionName, OptionValue } from "./options.ts";

/** How `poolhouse gateway` was asked to run. */
export interface GatewayConfig {
  readonly file: string;
  readonly host: string;
  readonly mode: OptionValue<"mode">;
  readonly region: string;
  readonly accountId: string;
  readonly strict: OptionValue<"strict">;
  readonly readyFile: string | undefined;
  readonly logLevel: OptionValue<"logLevel">;
  /** What must never be printed. */
  readonly secrets: {
    /** For AWS_IAM: secrets by access key id. */
    readonly accessKeys: ReadonlyMap<string, string>;
    /** Opens the control face of the Poolhouse behind, for APIs that are strict. */
    readonly controlToken: string | undefined;
  };
}

const usualFile = "gateway.yaml";

/** Reads it as `readConfig` does. Throws ConfigError. */
export function readGatewayConfig({ flags, environment, fileExists }: ConfigSources): GatewayConfig {
  const read = <Name extends OptionName>(name: Name) => readOption(name, flags, environment);
  const file = read("config") ?? usualFile;
  if (!fileExists(file))
    throw new ConfigError(`There is no file ${JSON.stringify(file)}: --config names the gateway's.`);
  return {
    ...{ file, host: read("host"), mode: read("mode"), region: read("region"), accountId: read("accountId") },
    ...{ strict: read("strict"), readyFile: read("readyFile"), logLevel: read("logLevel") },
    secrets: { accessKeys: read("accessKeys") ?? new Map(), controlToken: read("controlToken") },
  };
}
