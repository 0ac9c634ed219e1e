import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { webAppOf, webClient } from "../oauth/app.ts";
import { peopleOf, recordOf } from "../support/people.ts";
import { databases, startForAll } from "../support/start.ts";
import { agree, answering, type Handlers, workbench } from "../triggers/workbench.ts";
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

    const later = await appWith({ PreAuthentication: refusing });
    await later.claims();
    expect((await later.comeBack()).get("error_description")).toBe(
      "PreAuthentication failed with error not this one. ",
    );
  });

  it("leave whoever they confirm with the provider alone", async () => {
    const app = await appWith({ PreSignUp: answering({ autoConfirmUser: true, autoVerifyEmail: true }) });
    bent.person = { sub: "confirmed", email: "c@there.example" };
    expect(await app.claims()).toMatchObject({ email_verified: true });
    const user = { UserPoolId: app.UserPoolId, Username: "Bent_confirmed" };
    expect((await service.current.sdk().adminGetUser(user)).UserStatus).toBe("EXTERNAL_PROVIDER");
  });
});
