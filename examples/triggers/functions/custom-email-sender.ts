import type { CustomEmailSenderTriggerHandler } from "aws-lambda";
import { decryptCode } from "./decrypt-code.ts";

/** Sends mail by the shop's own provider. */
export const handler: CustomEmailSenderTriggerHandler = async (event) => {
  const { code, userAttributes } = event.request;
  if (code === null || event.triggerSource === "CustomEmailSender_AccountTakeOverNotification") return;
  const plain = await decryptCode(code);
  console.log(`mail to ${(userAttributes as Record<string, string>).email}: ${plain}`); // here the provider would be called
};
