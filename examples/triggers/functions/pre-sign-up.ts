import type { PreSignUpTriggerHandler } from "aws-lambda";

const blocked = ["mailinator.com", "trash.example"];

/** Nobody signs up with a throwaway address; staff, whose mail is ours, need no code. */
export const handler: PreSignUpTriggerHandler = async (event) => {
  const { email = "" } = event.request.userAttributes;
  const domain = email.split("@").at(-1) ?? "";
  if (blocked.includes(domain)) throw new Error("Please use an address of your own");
  if (domain === "shop.example") {
    event.response.autoConfirmUser = true;
    event.response.autoVerifyEmail = true;
  }
  return event;
};
