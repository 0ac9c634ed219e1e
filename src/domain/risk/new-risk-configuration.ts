import type {
  EventFilterType,
  RiskConfigurationType,
  SetRiskConfigurationRequest,
} from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { putDocument } from "../document/put-document.ts";
import { checkIdentity } from "../message/check-identity.ts";
import type { Pool } from "../pool/pool.ts";
import type { Services } from "../services.ts";
import { isRange } from "./ip-range.ts";
import { type RiskConfiguration, wholePool } from "./risk-configuration.ts";

const everyEvent: EventFilterType[] = ["SIGN_IN", "SIGN_UP", "PASSWORD_CHANGE"];

/** Builds what a pool or a client does about risks, and stores nothing. Throws InvalidParameterException. */
export function newRiskConfiguration(
  { clock }: Pick<Services, "clock">,
  pool: Pool,
  input: Omit<SetRiskConfigurationRequest, "UserPoolId">,
): RiskConfiguration {
  const { CompromisedCredentialsRiskConfiguration: compromised, RiskExceptionConfiguration: exceptions } = input;
  const ranges = [...(exceptions?.BlockedIPRangeList ?? []), ...(exceptions?.SkippedIPRangeList ?? [])];
  if (!ranges.every(isRange)) fail("InvalidParameterException", "Incorrect CIDR format");
  const { NotifyConfiguration: notify } = input.AccountTakeoverRiskConfiguration ?? {};
  checkIdentity("NotifyConfiguration.SourceArn", notify?.SourceArn, pool.region);
  const now = clock.now();
  return {
    poolId: pool.id,
    id: input.ClientId ?? wholePool,
    owner: input.ClientId === undefined ? undefined : { clientId: input.ClientId },
    content: {
      CompromisedCredentialsRiskConfiguration: compromised && {
        ...compromised,
        EventFilter: compromised.EventFilter?.length ? compromised.EventFilter : everyEvent,
      },
      AccountTakeoverRiskConfiguration: input.AccountTakeoverRiskConfiguration,
      RiskExceptionConfiguration: exceptions,
    },
    createdAt: now,
    modifiedAt: now,
  };
}

/** A configuration that says nothing is none: a client's gives way to the pool's (AWS: SetRiskConfiguration). */
export const isReset = ({ content }: RiskConfiguration): boolean =>
  Object.values(content).every((part) => part === undefined);

/** Stores it in the place of an earlier one. */
export async function putRiskConfiguration(
  { database }: Pick<Services, "database">,
  configuration: RiskConfiguration,
): Promise<void> {
  const { riskConfigurations } = database;
  if (isReset(configuration)) await riskConfigurations.delete(configuration.poolId, configuration.id);
  else await putDocument(riskConfigurations, configuration);
}

/** A configuration as the API shows it (RiskConfigurationType). It names the client whose own it is. */
export const describeRiskConfiguration = ({
  poolId,
  id,
  content,
  modifiedAt,
}: RiskConfiguration): RiskConfigurationType => ({
  UserPoolId: poolId,
  ...(id !== wholePool && { ClientId: id }),
  ...content,
  LastModifiedDate: modifiedAt,
});
