import { declare } from "../declaration/declare.ts";
import { callback, goodbye, type WebApp, webAppOf } from "../oauth/app.ts";
import type { Face } from "../support/face.ts";
import { everyFlow } from "../support/people.ts";
import { traveller } from "./traveller.ts";

export const kinds = ["OIDC", "Google", "Facebook", "LoginWithAmazon", "SignInWithApple", "SAML"] as const;

export type Kind = (typeof kinds)[number];

/** Social networks are called as their type is. */
export const nameOf = (kind: Kind): string => (kind === "OIDC" || kind === "SAML" ? `Own${kind}` : kind);

const subject: Record<Kind, string> = {
  ...{ OIDC: "sub", Google: "sub", SignInWithApple: "sub", Facebook: "id", LoginWithAmazon: "user_id", SAML: "NameID" },
};

/** Somebody in the names of a kind's claims. */
export const personOf = (kind: Kind, id: string, claims: object = {}) => ({ [subject[kind]]: id, ...claims });

const app = { UserPoolId: "us-east-1_StandIns", ClientId: "standinapp", Domain: "stand-ins" };

/** A pool with a stand-in of each kind, and an app that lets people come through all of them. */
export const standInPool = declare({
  Id: app.UserPoolId,
  PoolName: "stand-ins",
  Domains: [{ Domain: app.Domain, ManagedLoginVersion: 2 }],
  Clients: [
    {
      ClientId: app.ClientId,
      ClientName: "app",
      ExplicitAuthFlows: everyFlow,
      SupportedIdentityProviders: ["COGNITO", ...kinds.map(nameOf)],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email", "profile"],
      CallbackURLs: [callback],
      LogoutURLs: [goodbye],
    },
  ],
  IdentityProviders: kinds.map((kind) => ({
    ProviderName: nameOf(kind),
    ProviderType: kind,
    standIn: true,
    ...(kind === "SAML" && { ProviderDetails: { IDPSignout: "true" } }),
    AttributeMapping: {
      ...{ email: "email", name: "name" },
      ...(kind === "Google" && { gender: "genders" }),
    },
    people: [personOf(kind, "ann-1", { email: "ann@example.com", name: "Ann" }), personOf(kind, "ben-2")],
  })),
});

/** The app, and how its people go through a stand-in. */
export async function standInApp(service: Face): Promise<WebApp & StandInApp> {
  const web = await webAppOf(service, app);
  const begin = (kind: Kind, browser = traveller(service.url)) =>
    browser.visit(web.authorizeUrl({ identity_provider: nameOf(kind), state: "s" }));
  return {
    ...web,
    begin,
    async answerNext(kind, answer) {
      await service.control("PUT", `/stand-ins/${app.UserPoolId}/${nameOf(kind)}/next`, answer);
      return (await begin(kind)).url.searchParams;
    },
  };
}

interface StandInApp {
  /** Where a browser stands that goes to the stand-in. */
  begin(kind: Kind, browser?: ReturnType<typeof traveller>): ReturnType<ReturnType<typeof traveller>["visit"]>;
  /** What the app is told when the stand-in answers so. */
  answerNext(kind: Kind, answer: object): Promise<URLSearchParams>;
}
