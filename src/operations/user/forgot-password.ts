import * as z from "zod";
import { recordAuthEvent } from "../../domain/auth-event/record-auth-event.ts";
import { notify, patienceOf } from "../../domain/message/notify.ts";
import { glimpseOf } from "../../domain/risk/glimpse.ts";
import { refuseBlockedAddress } from "../../domain/risk/refuse-blocked-address.ts";
import { originOfApp } from "../../domain/token/origin.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { imaginaryDelivery } from "../../domain/user/imaginary-user.ts";
import { migrateUser } from "../../domain/user/migrate.ts";
import { findNamedUser } from "../../domain/user/named-user.ts";
import { checkRecoverable, recoveryContact } from "../../domain/user/recovery.ts";
import { issueCode } from "../../domain/user/verification.ts";
import { defineOperation } from "../operation.ts";
import { AnalyticsMetadata, ClientId, ClientMetadata, SecretHash, UserContextData, Username } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const ForgotPassword = defineOperation({
  name: "ForgotPassword",
  auth: "client",
  input: z.object({
    ClientId,
    SecretHash: SecretHash.optional(),
    UserContextData: UserContextData.optional(),
    Username,
    AnalyticsMetadata: AnalyticsMetadata.optional(),
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: ["CodeDeliveryFailureException", "LimitExceededException", "UserNotFoundException", ...triggerExceptions],

  async handle(input, caller, services) {
    const { client, pool } = caller;
    const origin = originOfApp(client, caller.origin, input.UserContextData);
    await refuseBlockedAddress(services, { pool, client, address: origin.ipAddress });
    const occasion = occasionIn(caller, input.ClientMetadata);
    const stranger = { pool, name: input.Username, occasion };
    const migrate = () => migrateUser(services, client, stranger);
    const user = await findNamedUser(services, { pool, client }, "ForgotPassword", input.Username, migrate);
    if (!user) return { CodeDeliveryDetails: imaginaryDelivery(services, pool, input.Username) };
    checkRecoverable(user);
    const contact = recoveryContact(pool, user);
    const code = await issueCode(services, user, "forgot-password", contact);
    const glimpse = glimpseOf({ origin, device: input.UserContextData });
    const event = { type: "ForgotPassword", response: "InProgress", clientId: client.id, ...glimpse } as const;
    await recordAuthEvent(services, { pool, user }, event);
    const notice = { about: "ForgotPassword", occasion, contact, code, patience: patienceOf(client) } as const;
    return { CodeDeliveryDetails: await notify(services, pool, user, notice) };
  },
});
