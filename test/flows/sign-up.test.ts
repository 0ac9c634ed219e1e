import {
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { defaultIds } from "../../src/declaration/default.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("Signing up, on %s", async (kind) => {
  const service = await startForAll(kind);
  const ClientId = defaultIds.publicClientId;
  const UserPoolId = defaultIds.userPoolId;
  const Password = "Passw0rd!";
  const signUp = (Username: string) => {
    const email = `${Username}@example.com`;
    return service.current
      .sdk()
      .send(new SignUpCommand({ ClientId, Username, Password, UserAttributes: [{ Name: "email", Value: email }] }));
  };

  it("leads from SignUp by the code in the mail to tokens that a backend verifies", async () => {
    const sdk = service.current.sdk();
    const signedUp = await signUp("carol");
    expect(signedUp).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "c***@e***" },
    });

    const early = sdk.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId,
        AuthParameters: { USERNAME: "carol", PASSWORD: "wrong" },
      }),
    );
    await expect(early).rejects.toMatchObject({ name: "UserNotConfirmedException", message: "User is not confirmed." });

    const ConfirmationCode = await service.current.codeSentTo("carol@example.com");
    await sdk.send(new ConfirmSignUpCommand({ ClientId, Username: "carol", ConfirmationCode }));

    const { AuthenticationResult: tokens } = await sdk.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId,
        AuthParameters: { USERNAME: "carol", PASSWORD: Password },
      }),
    );
    const issuer = `${service.current.url}/${UserPoolId}`;
    const jwks = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const { payload: id } = await jwtVerify(tokens?.IdToken ?? "", jwks, { issuer, audience: ClientId });
    expect(id).toMatchObject({
      sub: signedUp.UserSub,
      email: "carol@example.com",
      email_verified: true,
      token_use: "id",
    });
    const { payload: access } = await jwtVerify(tokens?.AccessToken ?? "", jwks, { issuer });
    expect(access).toMatchObject({ client_id: ClientId, username: "carol", scope: "aws.cognito.signin.user.admin" });

    const user = await sdk.send(new GetUserCommand({ AccessToken: tokens?.AccessToken ?? "" }));
    expect(user.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
  });

  it("refuses a name that is taken", async () => {
    await signUp("dave");
    await expect(signUp("dave")).rejects.toMatchObject({
      name: "UsernameExistsException",
      message: "User already exists",
    });
  });

  it("lets a new code take the old one's place", async () => {
    const sdk = service.current.sdk();
    await signUp("erin");
    const first = await service.current.codeSentTo("erin@example.com");
    await sdk.send(new ResendConfirmationCodeCommand({ ClientId, Username: "erin" }));
    const second = await service.current.codeSentTo("erin@example.com");
    const confirm = (ConfirmationCode: string) =>
      sdk.send(new ConfirmSignUpCommand({ ClientId, Username: "erin", ConfirmationCode }));
    if (first !== second) await expect(confirm(first)).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirm(second);
    const user = await sdk.send(new AdminGetUserCommand({ UserPoolId, Username: "erin" }));
    expect(user.UserStatus).toBe("CONFIRMED");
  });
});
