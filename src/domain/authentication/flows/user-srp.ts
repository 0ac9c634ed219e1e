import { checkAppSecret } from "../check-app-secret.ts";
import { type Flow, findPerson } from "../flow.ts";
import { required } from "../parameters.ts";

/** The password is proven without being sent (RFC 2945, as Cognito varies it). */
export const userSrp: Flow = {
  names: ["USER_SRP_AUTH"],
  permission: "ALLOW_USER_SRP_AUTH",
  callers: ["public", "developer"],
  notEnabled: "USER_SRP_AUTH is not enabled for the client.",

  async begin(services, attempt) {
    const { pool, client, parameters, context } = attempt;
    const username = required(parameters, "USERNAME");
    const srpA = required(parameters, "SRP_A");
    checkAppSecret(attempt, parameters, username);

    const person = await findPerson(services, attempt, username);
    return { state: { pool, client, ...person, flow: "USER_SRP_AUTH", proven: [], context, srpA } };
  },
};
