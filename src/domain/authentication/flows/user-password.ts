import type { AuthFlowType } from "@aws-sdk/client-cognito-identity-provider";
import { checkAppSecret } from "../check-app-secret.ts";
import { type Flow, findPerson } from "../flow.ts";
import { required } from "../parameters.ts";
import { provePassword } from "../prove-password.ts";

/** The password comes in the call itself. */
const begin =
  (flow: AuthFlowType): Flow["begin"] =>
  async (services, attempt) => {
    const { pool, client, parameters, context } = attempt;
    const username = required(parameters, "USERNAME");
    const password = required(parameters, "PASSWORD");
    checkAppSecret(attempt, parameters, username);

    const person = await findPerson(services, attempt, username, password);
    const state = { pool, client, ...person, flow, proven: [], context };
    return { state: await provePassword(services, state, password) };
  };

export const userPassword: Flow = {
  names: ["USER_PASSWORD_AUTH"],
  permission: "ALLOW_USER_PASSWORD_AUTH",
  callers: ["public", "developer"],
  notEnabled: "USER_PASSWORD_AUTH flow not enabled for this client",
  begin: begin("USER_PASSWORD_AUTH"),
};

export const adminUserPassword: Flow = {
  names: ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
  permission: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  callers: ["developer"],
  notEnabled: "Auth flow not enabled for this client",
  begin: begin("ADMIN_USER_PASSWORD_AUTH"),
};
