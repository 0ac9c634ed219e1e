import { fail } from "../../../errors.ts";
import type { AcrLevel } from "../../pool/acr.ts";
import type { Services } from "../../services.ts";
import { targetLevels } from "../assurance.ts";
import { checkAppSecret } from "../check-app-secret.ts";
import { chooseFirstFactor, firstFactors, reachableLevel } from "../first-factor.ts";
import { type Flow, findPerson } from "../flow.ts";
import { optional, required } from "../parameters.ts";
import type { SignInState } from "../sign-in.ts";
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
    checkAppSecret(attempt, parameters, username);

    const person = await findPerson(services, attempt, username);
    const asked = { pool, client, ...person, flow: "USER_AUTH" as const, proven: [], context };
    const state = { ...asked, target: await targetOf(services, asked, parameters) };
    const signedUp = session === undefined ? undefined : await resumeSignUp(services, state, session);
    if (signedUp) return signedUp;

    const factors = await firstFactors(services, state, optional(parameters, "PREFERRED_CHALLENGE"));
    const preferred = factors.find((factor) => factor === parameters.PREFERRED_CHALLENGE);
    const chosen = preferred ?? (factors.length === 1 ? factors[0] : undefined);
    return { state: chosen ? await chooseFirstFactor(services, state, chosen, parameters) : state };
  },
};

/** The level that TARGET_ACR_VALUES asks for. Throws InvalidParameterException, FeatureUnavailableInTierException. */
async function targetOf(
  services: Services,
  state: SignInState,
  parameters: Readonly<Record<string, string>>,
): Promise<AcrLevel | undefined> {
  const values = optional(parameters, "TARGET_ACR_VALUES");
  if (values) return reachableLevel(services, state, targetLevels(state.pool, values));
  if (optional(parameters, "ACCESS_TOKEN") === undefined) return undefined;
  fail("InvalidParameterException", "ACCESS_TOKEN needs TARGET_ACR_VALUES beside it.");
}
