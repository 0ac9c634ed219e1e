import type { CustomSMSSenderTriggerHandler } from "aws-lambda";
import { decryptCode } from "./decrypt-code.ts";

/** Sends text messages by the shop's own provider. */
export const handler: CustomSMSSenderTriggerHandler = async (event) => {
  const { code, userAttributes } = event.request;
  if (code === null) return;
  console.log(`text to ${userAttributes.phone_number}: ${await decryptCode(code)}`); // here the provider would be called
};
