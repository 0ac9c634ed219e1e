import type { Context } from "hono";
import type { signXml } from "../../crypto/xml-signature.ts";
import { takeNextAnswer } from "../../domain/stand-in/next-answer.ts";
import type { StandInAnswer } from "../../domain/stand-in/stand-in.ts";
import { standInUrl } from "../../domain/stand-in/stand-in-details.ts";
import { findStandInKey, keyFor } from "../../domain/stand-in/stand-in-key.ts";
import { readChoice } from "./choice.ts";
import { isCallback, life, type StandInEnv } from "./env.ts";
import { choicePage, postPage } from "./page.ts";
import {
  failureOf,
  logoutResponseOf,
  metadataOf,
  type ResponseFacts,
  readRequest,
  responseOf,
} from "./saml-message.ts";

/** `GET …/metadata`. */
export async function metadata(c: Context<StandInEnv>): Promise<Response> {
  const { certificate } = await findStandInKey(c.var.services, c.var.provider);
  const type = { "Content-Type": "application/samlmetadata+xml" };
  return c.body(metadataOf(standInUrl(c.var.services, c.var.provider), certificate), 200, type);
}

/** `GET …/sso`: an AuthnRequest comes; asks who somebody is to be, unless a test has said so. */
export async function sso(c: Context<StandInEnv>): Promise<Response> {
  if (!(await factsOf(c, "/saml2/idpresponse"))) return c.text("There is no AuthnRequest that could be answered.", 400);
  const next = await takeNextAnswer(c.var.services, c.var.provider);
  return next ? answer(c, next) : choicePage(c);
}

/** `POST …/sso`: what somebody has chosen. */
export const choosePerson = async (c: Context<StandInEnv>): Promise<Response> => answer(c, await readChoice(c));

/** `GET …/slo`: a LogoutRequest comes, and is answered. */
export async function slo(c: Context<StandInEnv>): Promise<Response> {
  const facts = await factsOf(c, "/saml2/logout");
  if (!facts) return c.text("There is no LogoutRequest that could be answered.", 400);
  const key = await findStandInKey(c.var.services, c.var.provider);
  return post(c, facts, await sign(logoutResponseOf(facts), "LogoutResponse", key));
}

async function answer(c: Context<StandInEnv>, chosen: StandInAnswer): Promise<Response> {
  const facts = await factsOf(c, "/saml2/idpresponse");
  if (!facts) return c.text("There is no AuthnRequest that could be answered.", 400);
  if ("refused" in chosen) return post(c, facts, failureOf(facts, "RequestDenied"));
  const { failure } = chosen;
  if (failure === "error" || !("person" in chosen)) return post(c, facts, failureOf(facts, "Responder"));
  const expiresAt = failure === "expired" ? new Date(facts.issuedAt.getTime() - life) : facts.expiresAt;
  const key = await keyFor(c.var.services, c.var.provider, failure);
  return post(c, facts, await sign(responseOf({ ...facts, expiresAt }, chosen.person), "Assertion", key));
}

/** Few services are ever asked to sign XML: what does is loaded when somebody asks. */
const sign = async (...call: Parameters<typeof signXml>): Promise<string> =>
  (await import("../../crypto/xml-signature.ts")).signXml(...call);

async function factsOf(c: Context<StandInEnv>, path: `/${string}`): Promise<ResponseFacts | undefined> {
  const { services, provider } = c.var;
  const request = readRequest(c.req.query("SAMLRequest") ?? "");
  if (!request) return undefined;
  const now = services.clock.machineNow();
  // A LogoutRequest names no address; the pool's other one is where it came from.
  const destination = request.consumer ?? `${services.publicUrl()}/${provider.poolId}${path}`;
  if (!(await isCallback(c, destination, path))) return undefined;
  return {
    id: `_${services.random.uuid()}`,
    assertionId: `_${services.random.uuid()}`,
    entityId: standInUrl(services, provider),
    audience: request.issuer,
    destination,
    inResponseTo: request.id,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + life),
  };
}

/** By a form that sends itself (SAML 2.0 Bindings section 3.5). */
async function post(c: Context<StandInEnv>, { destination }: ResponseFacts, xml: string): Promise<Response> {
  const SAMLResponse = Buffer.from(xml).toString("base64");
  return postPage(c, destination, { SAMLResponse, RelayState: c.req.query("RelayState") ?? "" });
}
