/**
 * Poolhouse's image in a test, by Testcontainers: `docker build -t poolhouse ../..`, then `npm install && npm test`. Where
 * tests run on Node.js, `startPoolhouse` of poolhouse/testing does the same in a tenth of the time, without Docker.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { GenericContainer, Wait } from "testcontainers";

const ClientId = "containertest0000000000001";
const declaration = `
userPools:
  - Id: us-east-1_Container1
    PoolName: container
    AutoVerifiedAttributes: [email]
    Clients: [{ ClientId: ${ClientId}, ClientName: web }]
`;

describe("Poolhouse in a container", () => {
  let container;
  let url;

  before(async () => {
    container = await new GenericContainer("poolhouse")
      .withExposedPorts(9500)
      .withEnvironment({ POOLHOUSE_DATABASE: ":memory:", POOLHOUSE_CONFIG: "/data/poolhouse.yaml" })
      .withCopyContentToContainer([{ content: declaration, target: "/data/poolhouse.yaml" }])
      .withWaitStrategy(Wait.forHttp("/health", 9500))
      .start();
    url = `http://${container.getHost()}:${container.getMappedPort(9500)}`;
    // Only now is it known where the service is reached: its issuer and its links are told so.
    const headers = { "content-type": "application/json" };
    await fetch(`${url}/_poolhouse/public-url`, { method: "PUT", headers, body: JSON.stringify({ publicUrl: url }) });
  });
  after(() => container.stop());

  it("signs somebody up", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const cognito = new CognitoIdentityProvider({ endpoint: url, region: "us-east-1", credentials });
    const UserAttributes = [{ Name: "email", Value: "ann@example.com" }];
    await cognito.signUp({ ClientId, Username: "ann", Password: "Passw0rd!", UserAttributes });
    const inbox = await fetch(`${url}/_poolhouse/messages?destination=ann@example.com`);
    const [{ code: ConfirmationCode }] = await inbox.json();
    await cognito.confirmSignUp({ ClientId, Username: "ann", ConfirmationCode });
    const { UserStatus } = await cognito.adminGetUser({ UserPoolId: "us-east-1_Container1", Username: "ann" });
    assert.equal(UserStatus, "CONFIRMED");
  });

  it("issues tokens by the port that the container was given", async () => {
    const discovery = await fetch(`${url}/us-east-1_Container1/.well-known/openid-configuration`);
    const { issuer } = await discovery.json();
    assert.equal(issuer, `${url}/us-east-1_Container1`);
  });
});
