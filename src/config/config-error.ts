/** A mistake in the options that Poolhouse was started with. Its message is one line for the person who started it. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
