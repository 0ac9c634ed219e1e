import { z } from "zod";
import { recordAuthEvent } from "../../domain/auth-event/record-auth-event.ts";
import { notify } from "../../domain/message/notify.ts";
import { addressTold } from "../../domain/risk/address.ts";
import { refuseCompromised } from "../../domain/risk/compromised-credentials.ts";
import { checkRequired, checkWritable, fromList } from "../../domain/user/attributes.ts";
import { buildUser, insertUser } from "../../domain/user/new-user.ts";
import { choosePassword } from "../../domain/user/password.ts";
import { contactToVerify, issueCode } from "../../domain/user/verification.ts";
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
    if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      services.fail("NotAuthorizedException", "SignUp is not permitted for this user pool");
    }
    if (input.Password === undefined)
      return services.fail("InvalidParameterException", "Missing required parameter PASSWORD");
    const attributes = fromList(input.UserAttributes);
    checkWritable(client, attributes);
    await refuseCompromised(services, caller, "SIGN_UP", input.Password);
    const built = buildUser(services, pool, { name: input.Username, attributes, status: "UNCONFIRMED" });
    checkRequired(pool, built.attributes);
    const user = { ...built, credentials: await choosePassword(services, pool, built, input.Password) };
    await insertUser(services.database, pool, user, { taken: "User already exists", aliases: "refuse" });

    const address = addressTold(caller, input.UserContextData, caller);
    const event = { type: "SignUp", response: "Pass", clientId: client.id, address } as const;
    await recordAuthEvent(services, { pool, user }, event);
    const contact = contactToVerify(pool, user);
    const code = contact && (await issueCode(services, user, "sign-up", contact));
    return {
      UserConfirmed: false,
      UserSub: user.sub,
      ...(code && { CodeDeliveryDetails: await notify(services, pool, user, { kind: "verification", contact, code }) }),
    };
  },
});
