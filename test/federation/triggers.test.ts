import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleCast } from "../../src/domain/trigger/sample-cast.ts";
import { sampleEvents } from "../../src/domain/trigger/sample-events.ts";
import { webAppOf, webClient } from "../oauth/app.ts";
import { peopleOf, recordOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { expectRecorded, kindsOf } from "../triggers/kinds-of.ts";
import { recordedFederatedEvents } from "../triggers/recorded-events.ts";
import { agree, answering, type Event, type Handlers, workbench } from "../triggers/workbench.ts";
import { type BentOidc, openBentOidc } from "./bent-oidc.ts";
import { addProvider, bentProvider } from "./federated-app.ts";
import { traveller } from "./traveller.ts";

describe.each(databases)("A pool's functions at the sign-in with another provider, on %s", async (kind) => {
  const { functions, triggerApp } = workbench();
  const service = await startForAll(kind, { functions });
  let bent: BentOidc;
  let prefixes = 0;

  beforeAll(async () => {
    bent = await openBentOidc();
  });
  afterAll(() => bent?.close());

  /** An app whose pool has these functions, and the provider. */
  async function appWith(handlers: Handlers) {
    const { events, ...made } = await triggerApp(service.current, handlers, {}, webClient);
    const Domain = `triggered-${kind}-${++prefixes}`;
    const { UserPoolId } = made;
    await service.current.sdk().createUserPoolDomain({ UserPoolId, Domain, ManagedLoginVersion: 2 });
    const app = await webAppOf(service.current, { ...made, Domain });
    await addProvider(service.current, app, bentProvider(bent));
    const comeBack = async () => {
      const browser = traveller(service.current.url, bent.issuer);
      return (await browser.visit(app.authorizeUrl({ identity_provider: "Bent" }))).url.searchParams;
    };
    return {
      ...{ ...app, events, comeBack },
      sources: () => events.splice(0).map(({ triggerSource }) => triggerSource),
      async claims() {
        const { body } = await app.redeem((await comeBack()).get("code") ?? "");
        return decodeJwt(body.id_token);
      },
    };
  }

  it("are run in Cognito's order, of which somebody new has another than everybody else", async () => {
    const app = await appWith({
      ...{ InboundFederation: agree, PreSignUp: agree, PostConfirmation: agree },
      ...{ PreAuthentication: agree, PostAuthentication: agree, PreTokenGeneration: agree },
    });
    bent.person = { sub: "ordered", email: "o@there.example" };
    await app.claims();
    expect(app.sources()).toEqual([
      ...["InboundFederation_ExternalProvider", "PreSignUp_ExternalProvider", "PostConfirmation_ConfirmSignUp"],
      "TokenGeneration_HostedAuth",
    ]);
    await app.claims();
    expect(app.sources()).toEqual([
      ...[
        "InboundFederation_ExternalProvider",
        "PreAuthentication_Authentication",
        "PostAuthentication_Authentication",
      ],
      "TokenGeneration_HostedAuth",
    ]);
  });

  it("are run no more for a code that was used before", async () => {
    const app = await appWith({ PreTokenGeneration: agree });
    bent.person = { sub: "replayed", email: "replayed@there.example" };
    const code = (await app.comeBack()).get("code") ?? "";
    expect((await app.redeem(code)).status).toBe(200);
    expect((await app.redeem(code)).body).toEqual({ error: "invalid_grant" });
    expect(app.sources()).toEqual(["TokenGeneration_HostedAuth"]);
  });

  it("may delete whose tokens they are asked about: the app hears that it can come again", async () => {
    const PreTokenGeneration = async (event: Event) => {
      await service.current.sdk().adminDeleteUser({ UserPoolId: event.userPoolId, Username: event.userName });
      return event;
    };
    const app = await appWith({ PreTokenGeneration });
    bent.person = { sub: "deleted", email: "deleted@there.example" };
    const { status, body } = await app.redeem((await app.comeBack()).get("code") ?? "");
    expect([status, body]).toEqual([400, { error: "temporarily_unavailable" }]);
  });

  it("are sent events with the members, of the kinds, that those of Cognito have, and the samples with them", async () => {
    const app = await appWith({
      ...{ InboundFederation: agree, PreSignUp: agree, PostConfirmation: agree },
      ...{ PreAuthentication: agree, PostAuthentication: agree, PreTokenGeneration: agree },
    });
    bent.person = { sub: "recorded", email: "r@there.example", email_verified: true, groups: ["a", "b, c"] };
    await app.claims();
    await app.claims();
    expectRecorded(recordedFederatedEvents, app.events);
    expect(app.events[0]?.request.attributes).toMatchObject({
      tokenResponse: { access_token: "an-access-token", token_type: "bearer", expires_in: "300" },
      idToken: { sub: "recorded", exp: expect.stringMatching(/^\d{10}$/) },
      userInfo: { email: "r@there.example", email_verified: "true", groups: "[a,b%2C+c]" },
    });
  });

  it.each(["InboundFederation_ExternalProvider", "PreSignUp_ExternalProvider", "TokenGeneration_HostedAuth"])(
    "are sent what the sample of %s shows",
    async (source) => {
      const app = await appWith({ InboundFederation: agree, PreSignUp: agree, PreTokenGeneration: agree });
      bent.person = { sub: "sample", email: "s@there.example", email_verified: true };
      await app.claims();
      const ofSource = ({ triggerSource }: { triggerSource: string }) => triggerSource === source;
      const sample: Event = JSON.parse(
        JSON.stringify(
          sampleEvents(sampleCast)
            .map(({ event }) => event)
            .find(ofSource),
        ),
      );
      const sent = app.events.find(ofSource);
      expect(kindsOf(sample)).toEqual(kindsOf(sent));
      expect(sample).toMatchObject({ callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown" } });
      expect(sent).toMatchObject({ callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown" } });
      const ofCognito = (event: Event | undefined) =>
        Object.keys(event?.request.userAttributes ?? {}).filter((name) => name.startsWith("cognito:"));
      expect(ofCognito(sample)).toEqual(ofCognito(sent));
    },
  );

  it("are told what the provider told, and may map something else in its place", async () => {
    const userAttributesToMap = { email: "mapped@there.example", email_verified: true };
    const app = await appWith({ InboundFederation: answering({ userAttributesToMap }), PreSignUp: agree });
    bent.person = { sub: "inbound", email: "told@there.example", name: "Dropped" };
    expect(await app.claims()).toMatchObject({ email: "mapped@there.example", email_verified: true });
    const [inbound, preSignUp] = app.events;
    expect(inbound).toMatchObject({
      ...{ triggerSource: "InboundFederation_ExternalProvider", userName: "Bent_inbound" },
      request: {
        ...{ providerName: "Bent", providerType: "OIDC" },
        attributes: {
          tokenResponse: { access_token: "an-access-token", token_type: "bearer" },
          idToken: { sub: "inbound", iss: bent.issuer },
          userInfo: { email: "told@there.example", name: "Dropped" },
        },
      },
    });
    expect(preSignUp?.request.userAttributes).toEqual({
      ...{ "cognito:email_alias": "", "cognito:phone_number_alias": "" },
      ...{ email: "mapped@there.example", email_verified: "true" },
    });
    const { UserAttributes } = await service.current
      .sdk()
      .adminGetUser({ UserPoolId: app.UserPoolId, Username: "Bent_inbound" });
    expect(recordOf(UserAttributes)).not.toHaveProperty("name");
  });

  it("may link somebody new to a user who is there, at once", async () => {
    const app = await appWith({
      async PreSignUp(event) {
        if (event.triggerSource !== "PreSignUp_ExternalProvider") return event;
        await service.current.sdk().adminLinkProviderForUser({
          UserPoolId: event.userPoolId,
          DestinationUser: { ProviderName: "Cognito", ProviderAttributeValue: "linda" },
          SourceUser: {
            ...{
              ProviderName: "Bent",
              ProviderAttributeName: "Cognito_Subject",
              ProviderAttributeValue: "linda-there",
            },
          },
        });
        return event;
      },
    });
    await peopleOf(service.current, app).make("linda");
    bent.person = { sub: "linda-there", name: "Linda" };
    expect(await app.claims()).toMatchObject({ "cognito:username": "linda", name: "Linda" });
    const { Users } = await service.current.sdk().listUsers({ UserPoolId: app.UserPoolId });
    expect(Users?.map(({ Username }) => Username)).toEqual(["linda"]);
  });

  it("may refuse somebody, which the app is told; nobody is made then", async () => {
    const refusing = () => {
      throw new Error("not this one");
    };
    const app = await appWith({ PreSignUp: refusing });
    bent.person = { sub: "refused" };
    const answer = await app.comeBack();
    expect([answer.get("error"), answer.get("error_description")]).toEqual([
      ...["invalid_request", "PreSignUp failed with error not this one. "],
    ]);
    const { Users } = await service.current.sdk().listUsers({ UserPoolId: app.UserPoolId });
    expect(Users).toEqual([]);
  });

  it.each([
    ["InboundFederation", "first", []],
    ["PostConfirmation", "first", ["Bent_failing"]],
    ["PreAuthentication", "second", ["Bent_failing"]],
    ["PostAuthentication", "second", ["Bent_failing"]],
  ] as const)(
    "tell the app of a failing %s at the %s visit; the users %j stand then",
    async (trigger, visit, users) => {
      let isFailing = visit === "first";
      const handler = (event: Event) => {
        if (isFailing) throw new Error("not this one");
        return event;
      };
      const app = await appWith({ [trigger]: handler });
      bent.person = { sub: "failing", email: "f@there.example" };
      if (visit === "second") await app.claims();
      isFailing = true;
      const answer = await app.comeBack();
      expect([answer.get("error"), answer.get("error_description")]).toEqual([
        ...["invalid_request", `${trigger} failed with error not this one. `],
      ]);
      const { Users } = await service.current.sdk().listUsers({ UserPoolId: app.UserPoolId });
      expect(Users?.map(({ Username }) => Username)).toEqual(users);
    },
  );

  it("leave whoever they confirm with the provider alone", async () => {
    const app = await appWith({ PreSignUp: answering({ autoConfirmUser: true, autoVerifyEmail: true }) });
    bent.person = { sub: "confirmed", email: "c@there.example" };
    expect(await app.claims()).toMatchObject({ email_verified: true });
    const user = { UserPoolId: app.UserPoolId, Username: "Bent_confirmed" };
    expect((await service.current.sdk().adminGetUser(user)).UserStatus).toBe("EXTERNAL_PROVIDER");
  });
});
