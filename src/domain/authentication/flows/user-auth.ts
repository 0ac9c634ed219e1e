import { checkSecretHash } from "../../client/check-secret-hash.ts";
import { chooseFirstFactor, firstFactors } from "../first-factor.ts";
import { type Flow, findOrImagine } from "../flow.ts";
import { checkMayTry } from "../gates.ts";
import { optional, required } from "../parameters.ts";
import { resumeSignUp } from "../sign-up-session.ts";

/** People choose what they prove themselves with, among what the pool allows and they have. */
export const userAuth: Flow = {
  names: ["USER_AUTH"],
  permission: "ALLOW_USER_AUTH",
  callers: ["public", "developer"],
  notEnabled: "USER_AUTH is not enabled for the client.",

  async begin(services, attempt) {
    const { pool, client, parameters, context, session } = attempt;
    const username = required(parameters, "USERNAME");
    checkSecretHash(client, optional(parameters, "SECRET_HASH"), username);

    const person = await findOrImagine(services, attempt, username);
    checkMayTry(person.user);
    const state = { pool, client, ...person, flow: "USER_AUTH" as const, proven: [], context };
    const signedUp = session === undefined ? undefined : await resumeSignUp(services, state, session);
    if (signedUp) return signedUp;

    const factors = await firstFactors(services, state, optional(parameters, "PREFERRED_CHALLENGE"));
    const preferred = factors.find((factor) => factor === parameters.PREFERRED_CHALLENGE);
    const chosen = preferred ?? (factors.length === 1 ? factors[0] : undefined);
    return { state: chosen ? await chooseFirstFactor(services, state, chosen, parameters) : state };
  },
};
