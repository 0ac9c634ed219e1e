import type { AuthFactorType } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../services.ts";
import { isVerified, type User } from "./user.ts";

type Person = Pick<User, "attributes" | "credentials"> & { readonly passkeys: number };

/** What a user needs for each factor. */
const has: readonly (readonly [AuthFactorType, (person: Person) => boolean])[] = [
  ["PASSWORD", ({ credentials }) => credentials.password !== undefined],
  ["EMAIL_OTP", (person) => person.attributes.email !== undefined && isVerified(person, "email")],
  ["SMS_OTP", (person) => person.attributes.phone_number !== undefined && isVerified(person, "phone_number")],
  ["WEB_AUTHN", ({ passkeys }) => passkeys > 0],
  ["SOFTWARE_TOKEN", ({ credentials }) => credentials.softwareToken !== undefined],
];

/** What the user has to show, whether or not the pool asks for it. */
export async function authFactorsOf(
  { database }: Pick<Services, "database">,
  user: User,
): Promise<readonly AuthFactorType[]> {
  const passkeys = await database.passkeys.count(user.poolId, { sub: user.sub });
  return has.flatMap(([factor, isThere]) => (isThere({ ...user, passkeys }) ? [factor] : []));
}
