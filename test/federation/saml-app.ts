import type { CreateUserPoolClientCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { decodeJwt } from "jose";
import { makeWebApp } from "../oauth/app.ts";
import type { Face } from "../support/face.ts";
import { assertionOf, type BentSaml, type ResponseFacts, readRedirect, responseOf, sign } from "./bent-saml.ts";
import { addProvider } from "./federated-app.ts";
import { traveller } from "./traveller.ts";

/** A sign-in that is under way at the provider. */
export interface UnderWay {
  readonly browser: ReturnType<typeof traveller>;
  /** Where the provider was asked. */
  readonly at: URL;
  readonly requestXml: string;
  readonly relayState: string;
  readonly facts: ResponseFacts;
}

/** An app whose people come through a SAML provider, which the test plays. */
export async function makeSamlApp(
  service: Face,
  bent: BentSaml,
  {
    details = {},
    client = {},
  }: { details?: Record<string, string>; client?: Partial<CreateUserPoolClientCommandInput> } = {},
) {
  const app = await makeWebApp(service, client);
  await addProvider(service, app, {
    ...{ ProviderName: "Bent", ProviderType: "SAML" },
    ProviderDetails: { MetadataURL: bent.metadataUrl, ...details },
    AttributeMapping: { email: "mail", name: "displayName" },
  });
  const acs = `${app.base}/saml2/idpresponse`;

  /** What an assertion says when all is well. */
  function factsFor(requestId: string | undefined): ResponseFacts {
    const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
    return {
      ...{ requestId, acs, audience: `urn:amazon:cognito:sp:${app.UserPoolId}`, issuer: bent.entityId },
      ...{ nameId: "anna", assertionId: `_a${Math.random().toString(36).slice(2)}`, destination: acs, recipient: acs },
      ...{ issuedAt: at(0), notBefore: at(-5), expiresAt: at(300), confirmedUntil: at(300) },
      attributes: { mail: "anna@there.example", displayName: "Anna" },
    };
  }

  /** Leaves for the provider. */
  async function begin(browser = traveller(service.url), asked: Record<string, string> = {}): Promise<UnderWay> {
    const { url: at } = await browser.visit(app.authorizeUrl({ identity_provider: "Bent", state: "s", ...asked }));
    const { id, xml, relayState } = readRedirect(at);
    return { browser, at, requestXml: xml, relayState, facts: factsFor(id) };
  }

  /** Posts a response as a browser does that comes from the provider's page: without our cookies; then it goes on. */
  async function post({ browser, relayState }: Pick<UnderWay, "browser" | "relayState">, xml: string): Promise<URL> {
    const body = new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString("base64"), RelayState: relayState });
    const headers = { origin: bent.entityId };
    const response = await fetch(acs, { method: "POST", body, redirect: "manual", headers });
    const next = new URL(response.headers.get("location") ?? "about:blank", acs);
    return next.host === new URL(acs).host ? (await browser.visit(next)).url : next;
  }

  const signed = (facts: ResponseFacts, [key] = bent.keys) =>
    sign(responseOf(facts, assertionOf(facts)), "Assertion", key as (typeof bent.keys)[number]);

  return {
    ...{ ...app, acs, begin, factsFor, post, signed },
    /** What comes of a response to a sign-in that has just begun: the description of the refusal, or that there is a code. */
    async answer(make: (facts: ResponseFacts) => string | Promise<string>): Promise<string | null> {
      const underWay = await begin();
      const url = await post(underWay, await make(underWay.facts));
      return url.searchParams.has("code") ? "there is a code" : told(url);
    },
    /** The claims of somebody who comes back with this response. */
    async claims(make: (facts: ResponseFacts) => string | Promise<string>) {
      const underWay = await begin();
      const url = await post(underWay, await make(underWay.facts));
      return claimsAt(url);
    },
    claimsAt,
  };

  async function claimsAt(url: URL): Promise<Record<string, unknown>> {
    const code = url.searchParams.get("code");
    if (!code) throw new Error(`no code came: ${url}`);
    return decodeJwt((await app.redeem(code)).body.id_token);
  }
}

export const told = ({ searchParams }: URL): string | null =>
  searchParams.get("error_description") ?? searchParams.get("error");

export type SamlApp = Awaited<ReturnType<typeof makeSamlApp>>;
