import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/config-error.ts";
import { type Declaration, unhonouredIn } from "../declaration/index.ts";
import type { Log } from "../domain/services.ts";

/** What the declared APIs ask for and the gateway does not do must not be taken for done. Throws ConfigError where strict. */
export function nameUnhonoured(
  { strict, declarationFile }: Pick<Config, "strict" | "declarationFile">,
  { apis }: Pick<Declaration, "apis">,
  log: Log,
): void {
  const unhonoured = unhonouredIn(apis);
  if (unhonoured.length === 0) return;
  if (strict === "on") throw new ConfigError(notDone(declarationFile, unhonoured));
  for (const path of unhonoured) log.warn({ path }, "is not done by the gateway");
}

const notDone = (file: string | undefined, paths: readonly string[]) =>
  `${file} asks for what the gateway does not do: ${paths.join(", ")}. Without --strict that is a warning.`;
