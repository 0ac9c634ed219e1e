import type { Context } from "hono";
import { takeNextAnswer } from "../../domain/stand-in/next-answer.ts";
import { sealGiven } from "../../domain/stand-in/sealed-answer.ts";
import type { StandInAnswer, StandInPerson } from "../../domain/stand-in/stand-in.ts";
import { readChoice } from "./choice.ts";
import { isCallback, life, type StandInEnv } from "./env.ts";
import { choicePage, postPage } from "./page.ts";

/** `GET …/authorize` (RFC 6749 section 4.1.1): asks who somebody is to be, unless a test has said so. */
export async function authorize(c: Context<StandInEnv>): Promise<Response> {
  const refusal = await refusalOf(c);
  if (refusal) return c.text(refusal, 400);
  const next = await takeNextAnswer(c.var.services, c.var.provider);
  return next ? answer(c, next) : choicePage(c);
}

/** `POST …/authorize`: what somebody has chosen. */
export async function choose(c: Context<StandInEnv>): Promise<Response> {
  const refusal = await refusalOf(c);
  return refusal ? c.text(refusal, 400) : answer(c, await readChoice(c));
}

/** A provider knows who asks, and where its answers may go. */
async function refusalOf(c: Context<StandInEnv>): Promise<string | undefined> {
  const { client_id, redirect_uri = "", response_type } = c.req.query();
  const { details } = c.var.provider.content;
  if (client_id !== details.client_id) return "There is no client of this client_id.";
  if (!(await isCallback(c, redirect_uri, "/oauth2/idpresponse"))) return "This redirect_uri is not the client's.";
  return response_type === "code" ? undefined : "The response_type must be code.";
}

function answer(c: Context<StandInEnv>, chosen: StandInAnswer): Response | Promise<Response> {
  const { services, provider } = c.var;
  const { state = "", nonce, redirect_uri: redirectUri } = c.req.query();
  if ("refused" in chosen) return send(c, { error: "access_denied", error_description: "The user refused.", state });
  if (chosen.failure === "error" || !("person" in chosen)) {
    return send(c, { error: "server_error", error_description: "The provider has failed.", state });
  }
  const { person, failure } = chosen;
  const expiresAt = services.clock.machineNow().getTime() + life;
  const code = sealGiven(services, provider, { use: "code", person, failure, nonce, redirectUri, expiresAt });
  const told = provider.content.type === "SignInWithApple" ? userOf(person) : {};
  return send(c, { code, state, ...told });
}

/** As Apple tells who somebody is, beside the code. */
function userOf({ firstName, lastName, email }: StandInPerson): Record<string, string> {
  if (firstName === undefined && lastName === undefined) return {};
  return { user: JSON.stringify({ name: { firstName, lastName }, email }) };
}

/** Back by a redirect, or by a form that sends itself (OAuth 2.0 Form Post Response Mode). */
function send(c: Context<StandInEnv>, parameters: Record<string, string>): Response | Promise<Response> {
  const { redirect_uri: target = "", response_mode: mode } = c.req.query();
  if (mode === "form_post") return postPage(c, target, parameters);
  const url = new URL(target);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return c.redirect(url.href);
}
