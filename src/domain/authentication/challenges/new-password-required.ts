import { fail } from "../../../errors.ts";
import { changeAttributes, checkMutable, checkValues, checkWritable, missingRequired } from "../../user/attributes.ts";
import { choosePassword } from "../../user/password.ts";
import type { Answers, Challenge } from "../challenge.ts";
import { required } from "../parameters.ts";

const prefix = "userAttributes.";

const attributesIn = (answers: Answers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );

/** The first sign-in of a user whose password somebody else chose. */
export const newPasswordRequired: Challenge = {
  name: "NEW_PASSWORD_REQUIRED",
  tries: 10,

  applies: ({ user, proven }) => user.status === "FORCE_CHANGE_PASSWORD" && proven.includes("password"),

  pose: (_services, { pool, user }) => ({
    parameters: {
      USER_ID_FOR_SRP: user.username,
      userAttributes: JSON.stringify(user.attributes),
      requiredAttributes: JSON.stringify(missingRequired(pool, user.attributes).map((name) => `${prefix}${name}`)),
    },
    data: Buffer.alloc(0),
  }),

  async accept(services, state, _signIn, answers) {
    const { pool, client, user } = state;
    const password = required(answers, "NEW_PASSWORD");
    const attributes = attributesIn(answers);
    checkWritable(client, attributes);
    for (const [name, value] of Object.entries(attributes)) {
      if (user.attributes[name] !== undefined && user.attributes[name] !== value) {
        fail("NotAuthorizedException", `Cannot modify an already provided ${name}`);
      }
    }
    checkValues(pool, attributes);
    checkMutable(pool, user.attributes, attributes);
    const [missing] = missingRequired(pool, { ...user.attributes, ...attributes });
    if (missing) fail("InvalidParameterException", `Invalid attributes given, ${missing} is missing`);

    const credentials = await choosePassword(services, pool, user, password);
    const modifiedAt = services.clock.now();
    return {
      state,
      change: (present) => ({
        ...present,
        status: "CONFIRMED",
        attributes: changeAttributes(present.attributes, attributes),
        credentials,
        modifiedAt,
      }),
    };
  },
};
