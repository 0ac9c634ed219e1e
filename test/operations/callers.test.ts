import { beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../src/operations/index.ts";
import type { Auth } from "../../src/operations/operation.ts";
import { makeApp } from "../support/people.ts";
import { authorization, rawCall } from "../support/raw-call.ts";
import { startForAll } from "../support/start.ts";

const arn = "arn:aws:iam::123456789012:role/someone";
const uuid = "00000000-0000-4000-8000-000000000000";

/** A good value for whatever an operation cannot do without. Each takes what it knows and leaves out the rest. */
const everything = {
  ...{ AccessToken: "a.b.c", RefreshToken: "a.b.c", Token: "a.b.c", Secret: "x".repeat(24) },
  ...{ ClientName: "app", ClientSecretId: "secret", GroupName: "group", Domain: "domain", CredentialId: "credential" },
  ...{ Identifier: "server", Name: "server", JobName: "job", JobId: "import-1", CloudWatchLogsRoleArn: arn },
  ...{ TermsId: uuid, TermsName: "terms-of-use", TermsSource: "LINK", Enforcement: "NONE" },
  ...{ ManagedLoginBrandingId: uuid, CustomAttributes: [{}], Credential: {}, MFAOptions: [], LogConfigurations: [] },
  ...{ ProviderName: "Google", ProviderType: "Google", ProviderDetails: {}, IdpIdentifier: "google" },
  ...{ User: {}, DestinationUser: {}, SourceUser: {}, EventId: "event", FeedbackValue: "Valid" },
  ...{ UserAttributes: [], UserAttributeNames: [], AttributeName: "email", Code: "123456", ConfirmationCode: "123456" },
  ...{ Password: "Passw0rd!", ProposedPassword: "Passw0rd!", AuthFlow: "USER_SRP_AUTH", ChallengeName: "SMS_MFA" },
  ...{ DeviceKey: "us-east-1_0", RegionName: "eu-west-1", Status: "ACTIVE", SessionId: `tkn${"a".repeat(25)}` },
  ...{ SSOSession: { MaxValidityMinutes: 1 }, UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 1 } },
  ...{ UserPoolId: "us-east-1_Nowhere01", ClientId: "nosuchclient", Username: "nobody", MaxResults: 1 },
};

const all = [...operations.AWSCognitoIdentityProviderService.values()];
const namesOf = (kind: Auth) => all.filter(({ auth }) => auth === kind).map(({ name }) => name);

const ofClientOfPool = all.filter(({ auth, input }) => auth === "pool" && "ClientId" in input.shape);

/** They make a user, or go by what a user brings along. */
const notOfSomebody = ["AdminCreateUser"];
const ofSomebody = all.filter(
  ({ auth, name, input }) => auth === "pool" && "Username" in input.shape && !notOfSomebody.includes(name),
);

// Nothing is found, and so nothing depends on the store.
describe("What every call names", async () => {
  const service = await startForAll("memory");
  let there = {};

  beforeAll(async () => {
    const { UserPoolId, ClientId } = await makeApp(service.current, {
      ...{ UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    });
    await service.current.sdk().createGroup({ UserPoolId, GroupName: everything.GroupName });
    there = { UserPoolId, ClientId };
  });

  async function refusal(operation: string, input: object = {}) {
    const body = { ...everything, ...input };
    return (await rawCall(service.current.url, operation, body, authorization())).json;
  }

  it.each(namesOf("pool"))("%s does not find a pool that is not there", async (name) => {
    const message = `User pool ${everything.UserPoolId} does not exist.`;
    expect(await refusal(name)).toEqual({ __type: "ResourceNotFoundException", message });
  });

  it.each(namesOf("client"))("%s does not find a client that is not there", async (name) => {
    const message = `User pool client ${everything.ClientId} does not exist.`;
    expect(await refusal(name)).toEqual({ __type: "ResourceNotFoundException", message });
  });

  it.each(ofClientOfPool.map(({ name }) => name))(
    "%s does not find a client that its pool does not have",
    async (name) => {
      const message = `User pool client ${everything.ClientId} does not exist.`;
      const { ClientId } = everything;
      expect(await refusal(name, { ...there, ClientId })).toEqual({ __type: "ResourceNotFoundException", message });
    },
  );

  it.each(namesOf("user"))("%s takes nobody's access token", async (name) => {
    const message = "Invalid Access Token";
    expect(await refusal(name)).toEqual({ __type: "NotAuthorizedException", message });
  });

  it.each(ofSomebody.map(({ name }) => name))("%s does not find a user who is not there", async (name) => {
    expect(await refusal(name, there)).toEqual({ __type: "UserNotFoundException", message: "User does not exist." });
  });
});
