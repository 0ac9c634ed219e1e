import { ConfirmSignUp } from "../../../operations/user/index.ts";
import { originOf } from "../../origin.ts";
import { brokenLink } from "../broken-link.ts";
import { operate } from "../operation-of-page.ts";
import type { LinkPage } from "../page.ts";

/**
 * The link that a new user gets by mail where their pool confirms people so (`sendSignUpCode`): it does what ConfirmSignUp
 * does. https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
export const confirmUser: LinkPage = {
  path: "/confirmUser",

  async follow(c) {
    const { services, place } = c.var;
    const { pool } = place;
    const { client_id: id = "", user_name: Username, confirmation_code: ConfirmationCode } = c.req.query();
    const client = await services.database.clients.get(id);
    if (client?.poolId !== pool.id || !Username || !ConfirmationCode) brokenLink("it names no client, user or code");
    await operate({ services, client, pool, origin: originOf(c) }, ConfirmSignUp, { Username, ConfirmationCode });
    return { title: "registrationConfirmed", description: "youCanSignIn" };
  },
};
