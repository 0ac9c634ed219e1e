import { AdminAddUserToGroupCommand, CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { PostConfirmationTriggerHandler } from "aws-lambda";

// As on Lambda: Poolhouse gives the function its own address and keys as variables.
const cognito = new CognitoIdentityProviderClient();

/** Whoever has signed up is a customer. */
export const handler: PostConfirmationTriggerHandler = async (event) => {
  if (event.triggerSource === "PostConfirmation_ConfirmSignUp") {
    const { userPoolId: UserPoolId, userName: Username } = event;
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: "customers" }));
  }
  return event;
};
