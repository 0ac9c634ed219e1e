import { deviceGroupKey } from "../../device/device.ts";
import { defineChallenge } from "../challenge.ts";
import { deviceSecret } from "../known-device.ts";
import { beginSrp, checkSrp, srpAnswers } from "../srp-proof.ts";
import { wrongAnswer } from "../wrong-answer.ts";

/** The proof by SRP that a device is the remembered one: its key stands for the user, its group key for the pool. */
export const devicePasswordVerifier = defineChallenge({
  name: "DEVICE_PASSWORD_VERIFIER",
  tries: 1,
  sessionIn: { parameter: "SECRET_BLOCK", answer: "PASSWORD_CLAIM_SECRET_BLOCK" },
  needs: [...srpAnswers, "DEVICE_KEY"],

  applies: (state) =>
    deviceSecret(state) !== undefined && state.deviceSrpA !== undefined && !state.proven.includes("device"),

  async pose(services, state) {
    const { user, device, deviceSrpA = "" } = state;
    const secret = deviceSecret(state);
    if (!device || !secret) throw new Error("a device that is not remembered was asked for its secret");
    const { parameters, data } = beginSrp(services, secret, deviceSrpA);
    return { parameters: { ...parameters, USERNAME: user.username, DEVICE_KEY: device.id }, data };
  },

  async accept(services, state, { data }, answers) {
    const { device } = state;
    const secret = deviceSecret(state);
    if (!device || !secret) wrongAnswer("NotAuthorizedException", undefined, "the device is not remembered any more");
    if (answers.DEVICE_KEY !== device.id) {
      wrongAnswer("NotAuthorizedException", undefined, "the session is another device's");
    }
    const { verifier } = secret;
    const identity = { groupName: deviceGroupKey(services, device.id), userId: device.id };
    checkSrp(services, { ...identity, verifier, data, secretName: "device's secret" }, answers);
    return { state: { ...state, proven: [...state.proven, "device"] } };
  },
});
