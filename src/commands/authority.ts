import { machineClock } from "../clock.ts";
import { authorityIn } from "../config/authority-file.ts";
import type { Config } from "../config/config.ts";
import type { KeyAndCertificate } from "../crypto/certificate-authority.ts";
import { machineRandom } from "../random.ts";

/** It signs the certificates of HTTPS. */
export const authorityFor = ({ authorityFile }: Config): Promise<KeyAndCertificate> =>
  authorityIn(authorityFile, machineRandom, machineClock().machineNow());
