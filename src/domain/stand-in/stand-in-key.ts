import { selfSign } from "../../crypto/certificate.ts";
import { AlreadyThere } from "../already-there.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import type { Services } from "../services.ts";
import type { Failure, StandInKey } from "./stand-in.ts";

const life = 10 * 365 * 86_400_000;

type Making = Pick<Services, "clock" | "random">;

/** What the stand-in signs with, made when it first does; of several who ask at once, all get the same. */
export async function findStandInKey(
  services: Making & Pick<Services, "database">,
  { poolId, id }: Pick<IdentityProvider, "poolId" | "id">,
): Promise<StandInKey["content"]> {
  const { standInKeys } = services.database;
  const known = await standInKeys.get(poolId, id);
  if (known) return known.content;
  const now = services.clock.machineNow();
  const content = await makeStandInKey(services, { id });
  try {
    await standInKeys.insert({ poolId, id, content, createdAt: now, modifiedAt: now });
    return content;
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    return findStandInKey(services, { poolId, id });
  }
}

/** A key of nobody's: what the stand-in publishes is another. */
export async function makeStandInKey(
  { clock, random }: Making,
  { id }: Pick<IdentityProvider, "id">,
): Promise<StandInKey["content"]> {
  const now = clock.machineNow();
  const notAfter = new Date(now.getTime() + life);
  const made = await selfSign(random, { commonName: `stand-in ${id}`, notBefore: now, notAfter });
  return { certificate: made.certificate.toString("base64"), privateKey: made.privateKey.toString("base64") };
}

/** The key that the stand-in signs an answer with: its own, unless it is to fail by that. */
export const keyFor = (
  services: Making & Pick<Services, "database">,
  provider: IdentityProvider,
  failure: Failure | undefined,
): Promise<StandInKey["content"]> =>
  failure === "bad-signature" ? makeStandInKey(services, provider) : findStandInKey(services, provider);
