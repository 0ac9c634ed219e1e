import type { Config } from "../config/config.ts";
import { authorityFor } from "./authority.ts";

/** `poolhouse cert`: the certificate of the local authority behind HTTPS, which is made where there is none. */
export async function printCertificate(config: Config): Promise<void> {
  process.stdout.write(`${(await authorityFor(config)).certificate}\n`);
}
