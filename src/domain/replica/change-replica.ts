import type { UpdateUserPoolRequest } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { checkPool } from "../pool/check-pool.ts";
import { withKept } from "../pool/kept-settings.ts";
import { fillSettings } from "../pool/pool-settings.ts";
import type { Services } from "../services.ts";
import { ownSettings, type Replica } from "./replica.ts";

/**
 * The replica with its own settings replaced: what `input` leaves out returns to its default, but for what a pool keeps
 * too. Throws InvalidParameterException, InvalidEmailRoleAccessPolicyException.
 */
export function changeReplica(
  { clock, accountId }: Pick<Services, "clock" | "accountId">,
  replica: Replica,
  { UserPoolId, ...given }: UpdateUserPoolRequest,
): Replica {
  const own: readonly string[] = ownSettings;
  const others = Object.keys(given).filter((name) => !own.includes(name));
  if (others.length > 0) {
    const refused = others.join(", ");
    fail("InvalidParameterException", `A secondary replica takes these from the primary user pool: ${refused}`);
  }
  const input = withKept(given, replica.content.settings);
  checkPool({ input, region: replica.content.region, accountId });
  const { EmailConfiguration, LambdaConfig, SmsConfiguration, UserPoolTags } = fillSettings(input);
  const settings = { EmailConfiguration, LambdaConfig, SmsConfiguration, UserPoolTags };
  return { ...replica, content: { ...replica.content, settings }, modifiedAt: clock.now() };
}
