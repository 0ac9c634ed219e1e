import { createRemoteJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { emailOf, peopleOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";

describe.each(databases)("Signing up, on %s", async (kind) => {
  const service = await startForAll(kind);
  const people = () => peopleOf(service.current);

  it("leads from SignUp by the code in the mail to tokens that a backend verifies", async () => {
    const { cognito, UserPoolId, ClientId, signUp, confirm, withPassword, signIn } = people();
    const { UserSub } = await signUp("carol");
    await expect(withPassword("carol")).rejects.toMatchObject({ name: "UserNotConfirmedException" });
    await confirm("carol");

    const { AccessToken, IdToken } = await signIn("carol");
    const issuer = `${service.current.url}/${UserPoolId}`;
    const jwks = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    const { payload: id } = await jwtVerify(IdToken, jwks, { issuer, audience: ClientId });
    expect(id).toMatchObject({ sub: UserSub, email: "carol@example.com", email_verified: true, token_use: "id" });
    const { payload: access } = await jwtVerify(AccessToken, jwks, { issuer });
    expect(access).toMatchObject({ client_id: ClientId, username: "carol", scope: "aws.cognito.signin.user.admin" });
    expect((await cognito.getUser({ AccessToken })).Username).toBe("carol");
  });

  it("lets a new code take the old one's place", async () => {
    const { cognito, ClientId, signUp, get } = people();
    const Username = "erin";
    await signUp(Username);
    const first = await service.current.codeSentTo(emailOf(Username));
    let second = first;
    // Of a million codes one is the same again.
    for (; second === first; second = await service.current.codeSentTo(emailOf(Username))) {
      await cognito.resendConfirmationCode({ ClientId, Username });
    }
    const confirm = (ConfirmationCode: string) => cognito.confirmSignUp({ ClientId, Username, ConfirmationCode });
    await expect(confirm(first)).rejects.toMatchObject({ name: "CodeMismatchException" });
    await confirm(second);
    expect((await get(Username)).UserStatus).toBe("CONFIRMED");
  });
});
