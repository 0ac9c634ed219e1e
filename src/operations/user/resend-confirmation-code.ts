import * as z from "zod";
import { recordAuthEvent } from "../../domain/auth-event/record-auth-event.ts";
import { patienceOf } from "../../domain/message/notify.ts";
import { glimpseOf } from "../../domain/risk/glimpse.ts";
import { refuseBlockedAddress } from "../../domain/risk/refuse-blocked-address.ts";
import { originOfApp } from "../../domain/token/origin.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { imaginaryDelivery } from "../../domain/user/imaginary-user.ts";
import { findNamedUser } from "../../domain/user/named-user.ts";
import { checkLink, sendSignUpCode } from "../../domain/user/send-sign-up-code.ts";
import { contactToVerify } from "../../domain/user/verification.ts";
import { defineOperation } from "../operation.ts";
import { AnalyticsMetadata, ClientId, ClientMetadata, SecretHash, UserContextData, Username } from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const ResendConfirmationCode = defineOperation({
  name: "ResendConfirmationCode",
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
    const user = await findNamedUser(services, { pool, client }, "ResendConfirmationCode", input.Username);
    if (!user) return { CodeDeliveryDetails: imaginaryDelivery(services, pool, input.Username) };
    if (user.status !== "UNCONFIRMED") services.fail("InvalidParameterException", "User is already confirmed.");
    const contact = contactToVerify(pool, user);
    if (!contact)
      return services.fail("NotAuthorizedException", "Cannot resend codes. Auto verification not turned on.");
    await checkLink(services, pool, contact);
    const glimpse = glimpseOf({ origin, device: input.UserContextData });
    const event = { type: "ResendCode", response: "Pass", clientId: client.id, ...glimpse } as const;
    await recordAuthEvent(services, { pool, user }, event);
    const occasion = occasionIn(caller, input.ClientMetadata);
    const told = { about: "ResendCode", occasion, patience: patienceOf(client) } as const;
    return { CodeDeliveryDetails: await sendSignUpCode(services, { pool, client }, user, contact, told) };
  },
});
