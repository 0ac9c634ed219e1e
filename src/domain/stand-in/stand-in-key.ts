import { selfSign } from "../../crypto/certificate.ts";
import { AlreadyThere } from "../already-there.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import type { Services } from "../services.ts";
import type { StandInKey } from "./stand-in.ts";

const life = 10 * 365 * 86_400_000;

/** What the stand-in signs with, made when it first does; of several who ask at once, all get the same. */
export async function findStandInKey(
  services: Pick<Services, "database" | "clock" | "random">,
  { poolId, id }: IdentityProvider,
): Promise<StandInKey["content"]> {
  const { standInKeys } = services.database;
  const known = await standInKeys.get(poolId, id);
  if (known) return known.content;
  const now = services.clock.machineNow();
  const notAfter = new Date(now.getTime() + life);
  const made = await selfSign(services.random, { commonName: `stand-in ${id}`, notBefore: now, notAfter });
  const content = {
    certificate: made.certificate.toString("base64"),
    privateKey: made.privateKey.toString("base64"),
  };
  try {
    await standInKeys.insert({ poolId, id, content, createdAt: now, modifiedAt: now });
    return content;
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    return findStandInKey(services, { poolId, id } as IdentityProvider);
  }
}
