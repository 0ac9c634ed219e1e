import { fail } from "../../errors.ts";
import type { ClientOfPool } from "../client/find-client.ts";
import { isPasswordless } from "../pool/pool.ts";
import { refuseCompromised } from "../risk/compromised-credentials.ts";
import type { Services } from "../services.ts";
import type { Metadata, Occasion } from "../trigger/occasion.ts";
import { beforeSignUp } from "../trigger/pre-sign-up.ts";
import { type Attributes, checkWritable } from "./attributes.ts";
import { buildUser, insertUser } from "./new-user.ts";
import { choosePassword } from "./password.ts";
import { checkLink } from "./send-sign-up-code.ts";
import type { User } from "./user.ts";
import { refusePreferredUsername } from "./username.ts";
import { contactToVerify } from "./verification.ts";

/** What somebody gives who signs up. */
export interface SignUpRequest {
  readonly name: string;
  readonly password?: string;
  readonly attributes: Attributes;
  readonly validationData?: Metadata;
  /** Whence, as far as the caller may be believed. */
  readonly address?: string | undefined;
  readonly occasion: Occasion;
}

/**
 * Stores somebody who signs up, as the pool's function lets them (PreSignUp), which runs before anything is stored. Throws
 * InvalidParameterException, NotAuthorizedException, InvalidPasswordException, UsernameExistsException, and what triggers do.
 */
export async function signUp(services: Services, app: ClientOfPool, request: SignUpRequest): Promise<User> {
  const { pool, client } = app;
  const { name, password, attributes, validationData, address, occasion } = request;
  checkWritable(client, attributes);
  refusePreferredUsername(pool, attributes);
  const built = buildUser(services, pool, { name, attributes, maker: "themselves", status: "UNCONFIRMED" });
  if (password === undefined && !isPasswordless(pool, built.attributes)) {
    fail("InvalidParameterException", "Missing required parameter PASSWORD");
  }
  if (password !== undefined) await refuseCompromised(services, { ...app, address }, "SIGN_UP", password);
  const credentials = password === undefined ? {} : await choosePassword(services, pool, built, password);
  const newcomer = { pool, user: { ...built, credentials }, attributes: givenOf(built), validationData, occasion };
  const { user, aliases } = await beforeSignUp(services, newcomer, "PreSignUp_SignUp");
  if (user.status !== "CONFIRMED") await checkLink(services, pool, contactToVerify(pool, user));
  await insertUser(services.database, pool, user, { taken: "User already exists", aliases });
  return user;
}

/** What the person brought along themselves: the service alone says whether a contact is verified. */
const givenOf = ({ attributes }: User): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !/^(email|phone_number)_verified$/.test(name)));
