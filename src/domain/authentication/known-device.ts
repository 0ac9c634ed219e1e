import { type Device, devicesReplaceMfa, tracksDevices } from "../device/device.ts";
import { findDevice, lookForDevice } from "../device/find-device.ts";
import type { Services } from "../services.ts";
import type { SignInState } from "./sign-in.ts";

type Finding = Pick<Services, "database">;

/**
 * The same state with the device that its call names. Before a factor is proven nobody learns whose devices there are: a
 * key is not looked at until then. Throws ResourceNotFoundException for one that is not the user's, upon which client
 * libraries forget it and answer anew.
 */
export async function withDevice<State extends SignInState>(
  services: Finding,
  state: State,
  key = state.namedDevice,
): Promise<State> {
  return isToBeFound(state, key) ? { ...state, device: await findDevice(services, state.user, key) } : state;
}

/**
 * The same where nobody can answer anew, because the answer is used up: a key that is not the user's counts for none, and
 * they are offered another.
 */
export async function withDeviceIfTheirs(services: Finding, state: SignInState): Promise<SignInState> {
  const key = state.namedDevice;
  return isToBeFound(state, key) ? { ...state, device: await lookForDevice(services, state.user, key) } : state;
}

const isToBeFound = ({ device, proven, pool }: SignInState, key: string | undefined): key is string =>
  Boolean(key) && key !== device?.id && proven.length > 0 && tracksDevices(pool);

/** What a remembered device proves itself by; undefined where none is named, or it is not remembered. */
export const deviceSecret = ({ device }: Pick<SignInState, "device">): Device["content"]["secret"] =>
  device?.content.status === "remembered" ? device.content.secret : undefined;

/** Whether the device spares its user the second factor, or will when it has proven itself. */
export const deviceReplacesMfa = (state: Pick<SignInState, "pool" | "device">): boolean =>
  devicesReplaceMfa(state.pool) && deviceSecret(state) !== undefined;
