import { Hono } from "hono";
import { html } from "hono/html";
import { secureHeaders } from "hono/secure-headers";
import { findClientOf } from "../domain/client/find-client.ts";
import { inTimeOf } from "../domain/pool/pool-time.ts";
import type { Services } from "../domain/services.ts";
import { afterConfirmation } from "../domain/trigger/post-confirmation.ts";
import { checkUnconfirmed, confirmByCode } from "../domain/user/confirm.ts";
import { checkCode } from "../domain/user/verification.ts";
import { CognitoError } from "../errors.ts";

/**
 * Where the link leads that a new user got by mail (`sendSignUpCode`): it confirms them as ConfirmSignUp would, and says
 * so on a page. https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
export function confirmUser(services: Services): Hono {
  const routes = new Hono();
  const path = "/:poolId{[\\w-]+_[0-9a-zA-Z]+}/confirmUser";
  routes.use(path, secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"] }, referrerPolicy: "no-referrer" }));
  routes.get(path, async (c) => {
    const { client_id: clientId = "", user_name: name = "", confirmation_code: code = "" } = c.req.query();
    c.header("Cache-Control", "no-store");
    try {
      await confirm(services, { poolId: c.req.param("poolId"), clientId, name, code });
    } catch (error) {
      if (!(error instanceof CognitoError)) throw error;
      services.log.info({ exception: error.name, reason: error.reason ?? error.message }, "a link was refused");
      return c.html(page("Your registration could not be confirmed", error.message), 400);
    }
    return c.html(page("Your registration has been confirmed!", "You can sign in now."));
  });
  return routes;
}

interface Link {
  readonly poolId: string;
  readonly clientId: string;
  readonly name: string;
  readonly code: string;
}

const broken = () => new CognitoError("ExpiredCodeException", undefined, "the link names no such client or user");

/** Throws what ConfirmSignUp throws; nobody learns from a link that was made up whom or what it names. */
async function confirm(services: Services, { poolId, clientId, name, code: answer }: Link): Promise<void> {
  const pool = await services.database.pools.get(poolId);
  if (!pool) throw broken();
  const { client } = await findClientOf(services, pool, clientId).catch(() => Promise.reject(broken()));
  const user = await services.database.users.find(pool, name);
  if (!user) throw broken();
  checkUnconfirmed(user);
  const inTime = inTimeOf(pool, services);
  const code = await checkCode(inTime, user, "sign-up", answer);
  const confirmed = await confirmByCode(inTime, pool, user, code, "refuse");
  await afterConfirmation(inTime, { pool, user: confirmed, occasion: { client } }, "PostConfirmation_ConfirmSignUp");
}

const page = (title: string, text: string) => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><h1>${title}</h1><p>${text}</p></body>
</html>
`;
