/** With Node's own runner: `node --test sign-up.node-test.ts`. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { type Poolhouse, startPoolhouse } from "poolhouse/testing";

const ClientId = "testingclient0000000000001";
const Password = "Passw0rd!";

describe("Signing up", () => {
  let poolhouse: Poolhouse;
  let cognito: CognitoIdentityProvider;

  before(async () => {
    poolhouse = await startPoolhouse({ config: `${import.meta.dirname}/poolhouse.yaml` });
    cognito = new CognitoIdentityProvider(poolhouse.sdk);
  });
  after(() => poolhouse.stop());
  beforeEach(() => poolhouse.reset());

  const signUp = (Username: string, email: string) =>
    cognito.signUp({ ClientId, Username, Password, UserAttributes: [{ Name: "email", Value: email }] });

  it("ends with a confirmed user", async () => {
    await signUp("ann", "ann@example.com");
    const ConfirmationCode = await poolhouse.codeSentTo("ann@example.com");
    await cognito.confirmSignUp({ ClientId, Username: "ann", ConfirmationCode });
    const [UserPoolId] = poolhouse.userPoolIds;
    const { UserStatus } = await cognito.adminGetUser({ UserPoolId, Username: "ann" });
    assert.equal(UserStatus, "CONFIRMED");
  });

  it("is refused by the trigger", async () => {
    await assert.rejects(signUp("eve", "eve@trash.example"), { name: "UserLambdaValidationException" });
  });
});
