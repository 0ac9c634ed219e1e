import type { AuthenticationResultType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { allowsFlow } from "../client/client.ts";
import { refuseBlockedSignIn } from "../risk/refuse-blocked-address.ts";
import type { Services } from "../services.ts";
import type { Attempt, Flow } from "./flow.ts";
import { flows } from "./flows/index.ts";
import { inTokens } from "./in-tokens.ts";
import { nextStep } from "./next-step.ts";
import type { Ending, Outcome } from "./outcome.ts";
import { optional } from "./parameters.ts";

/** Begins what an AuthFlow names, for an app (`public`) or for a backend (`developer`), if the client allows it. */
export async function initiate(
  services: Services,
  flowName: string,
  attempt: Attempt,
): Promise<Outcome<AuthenticationResultType>> {
  const { client, context } = attempt;
  const flow = flows.find(({ names }) => (names as readonly string[]).includes(flowName));
  if (!flow) fail("InvalidParameterException", `This version of Poolhouse has no AuthFlow ${flowName}.`);
  if (!flow.callers.includes(context.caller)) {
    fail("InvalidParameterException", "Initiate Auth method not supported.");
  }
  flow.checkClient?.(client);
  if (!allowsFlow(client, flow.permission)) {
    const text = context.caller === "public" ? flow.notEnabled : "Auth flow not enabled for this client";
    fail("InvalidParameterException", text);
  }
  if ("renew" in flow) return { signedIn: await flow.renew(services, attempt) };
  return begin(services, flow, attempt, inTokens);
}

/** Begins a sign-in, whoever drives it; whether the client allows the flow has been asked, or need not be. */
export async function begin<Result>(
  services: Services,
  flow: Flow,
  attempt: Attempt,
  ending: Ending<Result>,
): Promise<Outcome<Result>> {
  await refuseBlockedSignIn(services, attempt, flow.names[0]);
  const begun = await flow.begin(services, attempt);
  const namedDevice = optional(attempt.parameters, "DEVICE_KEY");
  return nextStep(services, { ...begun, state: { ...begun.state, namedDevice } }, ending);
}
