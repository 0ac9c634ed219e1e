import * as z from "zod";
import { recordAuthEvent } from "../../domain/auth-event/record-auth-event.ts";
import { sessionOfSignUp } from "../../domain/authentication/sign-up-session.ts";
import { isPasswordless } from "../../domain/pool/pool.ts";
import { refuseCompromised } from "../../domain/risk/compromised-credentials.ts";
import { glimpseOf } from "../../domain/risk/glimpse.ts";
import { refuseBlockedAddress } from "../../domain/risk/refuse-blocked-address.ts";
import { originOfApp } from "../../domain/token/origin.ts";
import { checkWritable, fromList } from "../../domain/user/attributes.ts";
import { buildUser, insertUser } from "../../domain/user/new-user.ts";
import { choosePassword } from "../../domain/user/password.ts";
import { sendSignUpCode } from "../../domain/user/send-sign-up-code.ts";
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
  errors: ["InvalidPasswordException", "UsernameExistsException", "CodeDeliveryFailureException"],

  async handle(input, caller, services) {
    const { client, pool } = caller;
    const origin = originOfApp(client, caller.origin, input.UserContextData);
    const call = { pool, client, address: origin.ipAddress };
    await refuseBlockedAddress(services, call);
    if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      services.fail("NotAuthorizedException", "SignUp is not permitted for this user pool");
    }
    const attributes = fromList(input.UserAttributes);
    checkWritable(client, attributes);
    const wanted = { name: input.Username, attributes, maker: "themselves", status: "UNCONFIRMED" } as const;
    const built = buildUser(services, pool, wanted);
    if (input.Password === undefined && !isPasswordless(pool, built.attributes)) {
      services.fail("InvalidParameterException", "Missing required parameter PASSWORD");
    }
    const glimpse = glimpseOf({ origin, device: input.UserContextData });
    if (input.Password !== undefined) await refuseCompromised(services, call, "SIGN_UP", input.Password);
    const credentials = input.Password === undefined ? {} : await choosePassword(services, pool, built, input.Password);
    const user = { ...built, credentials };
    await insertUser(services.database, pool, user, { taken: "User already exists", aliases: "refuse" });

    const event = { type: "SignUp", response: "Pass", clientId: client.id, ...glimpse } as const;
    await recordAuthEvent(services, { pool, user }, event);
    const contact = contactToVerify(pool, user);
    return {
      UserConfirmed: false,
      UserSub: user.sub,
      Session: sessionOfSignUp(services, client, user),
      ...(contact && { CodeDeliveryDetails: await sendSignUpCode(services, { pool, client }, user, contact) }),
    };
  },
});
