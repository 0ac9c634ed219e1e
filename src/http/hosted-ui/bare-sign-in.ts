import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { guardSignIn } from "../../domain/auth-event/guard-sign-in.ts";
import { contextOf } from "../../domain/authentication/call-context.ts";
import { userPassword } from "../../domain/authentication/flows/user-password.ts";
import { begin } from "../../domain/authentication/initiate.ts";
import { completeAuthorization } from "../../domain/oauth/complete-authorization.ts";
import type { Services } from "../../domain/services.ts";
import { CognitoError } from "../../errors.ts";
import { answerCompleted, answerRefusal, authorizationOf } from "../oauth/authorization.ts";
import { atPlace, type PoolEnv, poolPath } from "../oauth/place.ts";
import { originOf } from "../origin.ts";

/** A form for name and password, and nothing else: how a page drives the sign-in machine. The pages take its place. */
export function bareSignIn(services: Services): Hono<PoolEnv> {
  const routes = new Hono<PoolEnv>();
  const path = `${poolPath}/login` as const;
  routes.use(path, atPlace(services));
  routes.get(path, async (c) => {
    await authorizationOf(c);
    return c.html(form());
  });
  routes.post(path, signIn);
  routes.onError(answerRefusal);
  return routes;
}

async function signIn(c: Context<PoolEnv>): Promise<Response> {
  const { services } = c.var;
  const request = await authorizationOf(c);
  const { pool, client } = request;
  const { username = "", password = "" } = (await c.req.parseBody()) as Record<string, string>;
  const origin = originOf(c);
  const attempt = {
    ...{ pool, client, parameters: { USERNAME: username, PASSWORD: password } },
    context: contextOf("pages", {}, undefined, origin, origin),
  };
  const step = { pool, client, username, password, context: attempt.context };
  try {
    const outcome = await guardSignIn(services, step, () =>
      begin(services, userPassword, attempt, completeAuthorization(request)),
    );
    if ("signedIn" in outcome) return answerCompleted(c, outcome.signedIn);
    return c.html(form(`This form cannot ask for ${outcome.question.ChallengeName}.`), 400);
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    return c.html(form(error.message), 400);
  }
}

const form = (message = "") => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in</title></head>
<body><form method="post"><p>${message}</p>
<input name="username"><input name="password" type="password"><button>Sign in</button></form></body>
</html>
`;
