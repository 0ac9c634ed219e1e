import { defineChallenge } from "../challenge.ts";
import { deviceSecret } from "../known-device.ts";
import { wrongAnswer } from "../wrong-answer.ts";

/** Asks a remembered device to begin the proof that it is the one. */
export const deviceSrpAuth = defineChallenge({
  name: "DEVICE_SRP_AUTH",
  tries: 5,
  needs: ["DEVICE_KEY", "SRP_A"],

  applies: (state) =>
    deviceSecret(state) !== undefined && state.deviceSrpA === undefined && !state.proven.includes("device"),

  pose: async () => ({ parameters: {}, data: Buffer.alloc(0) }),

  async accept(_services, state, _signIn, { DEVICE_KEY, SRP_A }) {
    if (DEVICE_KEY !== state.device?.id) {
      wrongAnswer("NotAuthorizedException", undefined, "the session is another device's");
    }
    return { state: { ...state, deviceSrpA: SRP_A } };
  },
});
