import type { Context } from "hono";
import { refuse } from "../../domain/oauth/oauth-error.ts";
import { type Parameters, parametersOf, repeatedIn } from "../../domain/oauth/parameters.ts";
import { CognitoError } from "../../errors.ts";
import { readBody } from "../read-body.ts";

const longestBody = 64 * 1024;

/** The parameters in the body of a call, each once (RFC 6749 section 3.2). Throws OAuthError: invalid_request. */
export async function readForm(c: Context): Promise<Parameters> {
  const [mediaType = ""] = (c.req.header("content-type") ?? "").split(";");
  if (mediaType.trim().toLowerCase() !== "application/x-www-form-urlencoded") {
    refuse("invalid_request", "the body is no form");
  }
  const sent = new URLSearchParams(await bodyText(c));
  const repeated = repeatedIn(sent);
  if (repeated) refuse("invalid_request", `${repeated} is given twice`);
  return parametersOf(sent);
}

/** Throws OAuthError: invalid_request, where it is too long or breaks off. */
export async function bodyText(c: Context): Promise<string> {
  try {
    return Buffer.from(await readBody(c, longestBody)).toString();
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    return refuse("invalid_request", error.reason ?? error.message);
  }
}
