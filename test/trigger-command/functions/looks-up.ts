import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";

/** As on Lambda, where nobody says where the service is, or by which keys. */
const cognito = new CognitoIdentityProvider();

export const handler = async (event: { readonly userPoolId: string; readonly userName: string }) => {
  const user = await cognito.adminGetUser({ UserPoolId: event.userPoolId, Username: event.userName });
  console.log(process.env.PLACE, user.UserStatus);
  return event;
};
