import { StartError } from "../start-error.ts";
import { systemReason } from "../system-error.ts";

/** A mistake in the options that Poolhouse was started with. Its message is one line for the person who started it. */
export class ConfigError extends StartError {
  override readonly name = "ConfigError";
}

/** For `catch`: what the system says of a file is a mistake of whoever named it. */
export const unusableFile =
  (file: string) =>
  (cause: NodeJS.ErrnoException): never => {
    if (!cause.code) throw cause;
    throw new ConfigError(`The file ${JSON.stringify(file)} cannot be used: ${systemReason(cause.code)}.`, { cause });
  };
