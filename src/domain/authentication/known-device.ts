import { type Device, devicesReplaceMfa, tracksDevices } from "../device/device.ts";
import { findDevice } from "../device/find-device.ts";
import type { Services } from "../services.ts";
import type { SignInState } from "./sign-in.ts";

/**
 * The same state with the device that the call names by DEVICE_KEY. Before a factor is proven nobody learns whose devices
 * there are: a key is not looked at until then. Throws ResourceNotFoundException for one that is not the user's, upon
 * which client libraries forget it and answer anew.
 */
export async function withDevice<State extends SignInState>(
  services: Pick<Services, "database">,
  state: State,
  key: string | undefined,
): Promise<State> {
  if (!key || key === state.device?.id || state.proven.length === 0 || !tracksDevices(state.pool)) return state;
  return { ...state, device: await findDevice(services, state.user, key) };
}

/** What a remembered device proves itself by; undefined where none is named, or it is not remembered. */
export const deviceSecret = ({ device }: Pick<SignInState, "device">): Device["content"]["secret"] =>
  device?.content.status === "remembered" ? device.content.secret : undefined;

/** Whether the device spares its user the second factor, or will when it has proven itself. */
export const deviceReplacesMfa = (state: Pick<SignInState, "pool" | "device">): boolean =>
  devicesReplaceMfa(state.pool) && deviceSecret(state) !== undefined;
