import type { Context } from "hono";
import { completeFederation } from "../../domain/federation/complete-federation.ts";
import { UntrustedRequest } from "../../domain/oauth/oauth-error.ts";
import { CognitoError } from "../../errors.ts";
import { answerCompleted, redirect } from "../oauth/authorization.ts";
import type { PoolEnv } from "../oauth/place.ts";
import { originOf } from "../origin.ts";
import { readBody } from "../read-body.ts";
import { stateCookie } from "./to-provider.ts";

/** `GET /oauth2/idpresponse`: somebody comes back from a provider with an answer. */
export async function idpResponse(c: Context<PoolEnv>): Promise<Response> {
  const { services, place } = c.var;
  const completed = await completeFederation(services, {
    asked: place,
    answer: new URL(c.req.url).searchParams,
    cookie: stateCookie(c),
    origin: originOf(c),
  });
  return answerCompleted(c, completed);
}

/** A code, a state and a name: what fits into a URL. In characters. */
export const longestAnswer = 8 * 1024;

/**
 * `POST /oauth2/idpresponse`: the same from a provider that posts its answer (`response_mode=form_post`), as Apple does.
 * Browsers send no cookie along with a form of another site; they do with the GET to which this leads.
 */
export async function idpResponseByPost(c: Context<PoolEnv>): Promise<Response> {
  const answer = await readAnswer(c, longestAnswer);
  return redirect(c, `${c.var.place.path}/oauth2/idpresponse?${answer}`, 303);
}

/** Many times what a provider's answer has. */
const mostFields = 20;

/**
 * A form that a provider sends, in bytes at most so `longest`. Throws UntrustedRequest: before it is read, nobody knows whose
 * it is. It is not read where it is made of many fields, which takes long.
 */
export async function readAnswer(c: Context<PoolEnv>, longest: number): Promise<URLSearchParams> {
  try {
    const text = Buffer.from(await readBody(c, longest)).toString();
    if (text.split("&", mostFields + 1).length <= mostFields) return new URLSearchParams(text);
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
  }
  throw new UntrustedRequest("invalid_request");
}
