/** With jest: `npx jest --testRegex 'jest\.cjs$'`. No flag and no transform is needed. */
const { CognitoIdentityProvider } = require("@aws-sdk/client-cognito-identity-provider");
const { startPoolhouse, triggerEvent } = require("poolhouse/testing");

const ClientId = "testingclient0000000000001";
const Password = "Passw0rd!";

describe("Signing up", () => {
  let poolhouse;
  let cognito;

  beforeAll(async () => {
    poolhouse = await startPoolhouse({ config: `${__dirname}/poolhouse.yaml` });
    cognito = new CognitoIdentityProvider(poolhouse.sdk);
  });
  afterAll(() => poolhouse.stop());
  beforeEach(() => poolhouse.reset());

  const signUp = (Username, email) =>
    cognito.signUp({ ClientId, Username, Password, UserAttributes: [{ Name: "email", Value: email }] });

  test("ends with a confirmed user", async () => {
    await signUp("ann", "ann@example.com");
    const ConfirmationCode = await poolhouse.codeSentTo("ann@example.com");
    await cognito.confirmSignUp({ ClientId, Username: "ann", ConfirmationCode });
    const [UserPoolId] = poolhouse.userPoolIds;
    const { UserStatus } = await cognito.adminGetUser({ UserPoolId, Username: "ann" });
    expect(UserStatus).toBe("CONFIRMED");
  });

  test("is refused by the trigger", async () => {
    await expect(signUp("eve", "eve@trash.example")).rejects.toThrow("Please use an address of your own");
  });

  test("makes events for functions that are called directly", () => {
    const { request } = triggerEvent("PreSignUp_SignUp", { request: { userAttributes: { email: "ann@example.com" } } });
    expect(request.userAttributes.email).toBe("ann@example.com");
  });
});
