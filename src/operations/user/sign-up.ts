import * as z from "zod";
import { recordAuthEvent } from "../../domain/auth-event/record-auth-event.ts";
import { sessionOfSignUp } from "../../domain/authentication/sign-up-session.ts";
import { glimpseOf } from "../../domain/risk/glimpse.ts";
import { refuseBlockedAddress } from "../../domain/risk/refuse-blocked-address.ts";
import { originOfApp } from "../../domain/token/origin.ts";
import { occasionIn } from "../../domain/trigger/occasion.ts";
import { afterConfirmation } from "../../domain/trigger/post-confirmation.ts";
import { fromList } from "../../domain/user/attributes.ts";
import { sendSignUpCode } from "../../domain/user/send-sign-up-code.ts";
import { signUp } from "../../domain/user/sign-up.ts";
import { contactToVerify } from "../../domain/user/verification.ts";
import { defineOperation } from "../operation.ts";
import {
  AnalyticsMetadata,
  AttributeList,
  ClientId,
  ClientMetadata,
  Password,
  SecretHash,
  UserContextData,
  Username,
} from "../shapes/index.ts";
import { triggerExceptions } from "../trigger-exceptions.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const SignUp = defineOperation({
  name: "SignUp",
  auth: "client",
  input: z.object({
    ClientId,
    SecretHash: SecretHash.optional(),
    Username,
    Password: Password.optional(),
    UserAttributes: AttributeList.optional(),
    ValidationData: AttributeList.optional(),
    AnalyticsMetadata: AnalyticsMetadata.optional(),
    UserContextData: UserContextData.optional(),
    ClientMetadata: ClientMetadata.optional(),
  }),
  errors: [
    "AliasExistsException",
    "CodeDeliveryFailureException",
    "InvalidPasswordException",
    "UsernameExistsException",
    ...triggerExceptions,
  ],

  async handle(input, caller, services) {
    const { client, pool } = caller;
    const origin = originOfApp(client, caller.origin, input.UserContextData);
    await refuseBlockedAddress(services, { pool, client, address: origin.ipAddress });
    if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      services.fail("NotAuthorizedException", "SignUp is not permitted for this user pool");
    }
    const occasion = occasionIn(caller, input.ClientMetadata);
    const glimpse = glimpseOf({ origin, device: input.UserContextData });
    const user = await signUp(services, caller, {
      name: input.Username,
      password: input.Password,
      attributes: fromList(input.UserAttributes),
      validationData: input.ValidationData && fromList(input.ValidationData),
      address: glimpse.address,
      occasion,
    });

    const event = { type: "SignUp", response: "Pass", clientId: client.id, ...glimpse } as const;
    await recordAuthEvent(services, { pool, user }, event);
    if (user.status === "CONFIRMED") {
      await afterConfirmation(services, { pool, user, occasion }, "PostConfirmation_ConfirmSignUp");
      return { UserConfirmed: true, UserSub: user.sub };
    }
    const contact = contactToVerify(pool, user);
    const told = { about: "SignUp", occasion } as const;
    return {
      UserConfirmed: false,
      UserSub: user.sub,
      Session: sessionOfSignUp(services, client, user),
      ...(contact && { CodeDeliveryDetails: await sendSignUpCode(services, { pool, client }, user, contact, told) }),
    };
  },
});
