import { fail } from "../../../errors.ts";
import type { Pool } from "../../pool/pool.ts";
import { refuseCompromised } from "../../risk/compromised-credentials.ts";
import {
  changeAttributes,
  checkMutable,
  checkValues,
  checkWritable,
  missingRequired,
  neverWritable,
  readable,
  refuseChangeOf,
} from "../../user/attributes.ts";
import { choosePassword } from "../../user/password.ts";
import type { User } from "../../user/user.ts";
import { type Answers, defineChallenge } from "../challenge.ts";
import { checkSamePassword } from "../password-mark.ts";

const prefix = "userAttributes.";

const attributesIn = (answers: Answers): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([name, value = ""]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
    ),
  );

/** What is set once for all was set when the user was made; but what the pool requires and nobody has given is asked for. */
function checkMutableOrAsked(pool: Pool, user: User, attributes: Record<string, string>): void {
  const asked = missingRequired(pool, user.attributes);
  const unasked = Object.entries(attributes).filter(([name]) => !asked.includes(name));
  checkMutable(pool, user.attributes, Object.fromEntries(unasked));
}

/** The first sign-in of a user whose password somebody else chose. */
export const newPasswordRequired = defineChallenge({
  name: "NEW_PASSWORD_REQUIRED",
  tries: 10,

  needs: ["NEW_PASSWORD"],

  applies: ({ user, proven }) => user.status === "FORCE_CHANGE_PASSWORD" && proven.includes("password"),

  pose: async (_services, { pool, client, user }) => ({
    parameters: {
      USER_ID_FOR_SRP: user.username,
      userAttributes: JSON.stringify(readable(client, user.attributes)),
      requiredAttributes: JSON.stringify(missingRequired(pool, user.attributes).map((name) => `${prefix}${name}`)),
    },
    data: Buffer.alloc(0),
  }),

  async accept(services, state, signIn, answers) {
    const { pool, client, user, context } = state;
    const password = answers.NEW_PASSWORD;
    const attributes = attributesIn(answers);
    refuseChangeOf(neverWritable, Object.keys(attributes));
    checkWritable(client, attributes);
    // Not even to the same value: apps that send back what they were told have met this on AWS.
    const provided = Object.keys(attributes).find((name) => Object.hasOwn(user.attributes, name));
    if (provided) fail("NotAuthorizedException", `Cannot modify an already provided ${provided}`);
    checkValues(pool, attributes);
    checkMutableOrAsked(pool, user, attributes);
    const [missing] = missingRequired(pool, { ...user.attributes, ...attributes });
    if (missing) fail("InvalidParameterException", `Invalid attributes given, ${missing} is missing`);

    const call = { pool, client, address: context.origin.ipAddress };
    await refuseCompromised(services, call, "PASSWORD_CHANGE", password);
    const credentials = await choosePassword(services, pool, user, password);
    const modifiedAt = services.clock.now();
    return {
      state,
      change(present) {
        checkSamePassword(signIn, present);
        return {
          ...present,
          status: "CONFIRMED",
          attributes: changeAttributes(present.attributes, attributes),
          credentials: { ...present.credentials, ...credentials },
          modifiedAt,
        };
      },
    };
  },
});
