import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";

const cognito = new CognitoIdentityProvider();

/** Writes down among the user's attributes which status it saw. */
export const handler = async (event: { userPoolId: string; userName: string }) => {
  const who = { UserPoolId: event.userPoolId, Username: event.userName };
  const { UserStatus } = await cognito.adminGetUser(who);
  await cognito.adminUpdateUserAttributes({ ...who, UserAttributes: [{ Name: "nickname", Value: UserStatus }] });
  return event;
};
