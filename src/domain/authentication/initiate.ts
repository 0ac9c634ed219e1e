import { fail } from "../../errors.ts";
import { allowsFlow } from "../client/client.ts";
import type { Services } from "../services.ts";
import type { Attempt } from "./flow.ts";
import { flows } from "./flows/index.ts";
import type { Outcome } from "./outcome.ts";

/** Begins a sign-in, for an app (`public`) or for a backend (`developer`). */
export async function initiate(
  services: Services,
  caller: "public" | "developer",
  flowName: string,
  attempt: Attempt,
): Promise<Outcome> {
  const flow = flows.find(({ names }) => (names as readonly string[]).includes(flowName));
  if (!flow) fail("InvalidParameterException", `This version of Poolhouse has no AuthFlow ${flowName}.`);
  if (!flow.callers.includes(caller)) fail("InvalidParameterException", "Initiate Auth method not supported.");
  flow.checkClient?.(attempt.client);
  if (!allowsFlow(attempt.client, flow.permission)) {
    fail("InvalidParameterException", caller === "public" ? flow.notEnabled : "Auth flow not enabled for this client");
  }
  return flow.begin(services, attempt);
}
