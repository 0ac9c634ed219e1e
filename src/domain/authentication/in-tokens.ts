import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import { deviceGroupKey, newDeviceKey, tracksDevices } from "../device/device.ts";
import type { Services } from "../services.ts";
import { newGrant } from "../token/grant.ts";
import { issueTokens } from "../token/issue.ts";
import { storeGrant } from "../token/keep-grant.ts";
import type { TokenSource } from "../trigger/pre-token-generation.ts";
import { assuranceOf } from "./assurance.ts";
import { occasionOf } from "./call-context.ts";
import type { Ending } from "./outcome.ts";
import type { SignedIn } from "./sign-in.ts";

/** A sign-in through the API ends in a grant and its three tokens, and in a key for a device that is not known yet. */
export const inTokens: Ending<AuthenticationResultType> = async (services, signedIn) => {
  const newDevice = signedIn.device ? undefined : offerDevice(services, signedIn);
  const deviceKey = signedIn.device?.id ?? newDevice?.DeviceKey;
  const { origin } = signedIn.context;
  const facts = { ...signedIn, deviceKey, origin, id: signedIn.risk?.eventId, ...assuranceOf(signedIn) };
  const why = { source: sourceOf(signedIn), occasion: occasionOf(signedIn) };
  const { grant, refreshToken } = newGrant(services, facts);
  const issued = issueTokens(services, { ...signedIn, grant }, why);
  return {
    result: issued.then((tokens) => ({
      ...tokens,
      RefreshToken: refreshToken,
      ...(newDevice && { NewDeviceMetadata: newDevice }),
    })),
    async write(stores) {
      await storeGrant(stores, signedIn.pool, grant);
      if (!signedIn.device) return;
      const authenticatedAt = grant.authTime.toISOString();
      await stores.devices.update(grant.poolId, signedIn.device.id, (device) => ({
        ...device,
        content: { ...device.content, authenticatedAt, lastAddress: origin.ipAddress ?? device.content.lastAddress },
      }));
    },
  };
};

/** Why tokens are made, as the pool's function is told. */
function sourceOf({ answered, proven }: SignedIn): TokenSource {
  if (answered === "NEW_PASSWORD_REQUIRED") return "TokenGeneration_NewPasswordChallenge";
  return proven.includes("device") ? "TokenGeneration_AuthenticateDevice" : "TokenGeneration_Authentication";
}

/** The key under which the app may confirm the device, where the pool tracks them. */
function offerDevice(services: Pick<Services, "random" | "sealer">, { pool }: Pick<SignedIn, "pool">) {
  if (!tracksDevices(pool)) return undefined;
  const DeviceKey = newDeviceKey(services, pool);
  return { DeviceKey, DeviceGroupKey: deviceGroupKey(services, DeviceKey) };
}
