import type { AuthFactorType } from "@aws-sdk/client-cognito-identity-provider";
import { isVerified, type User } from "./user.ts";

type Person = Pick<User, "attributes" | "credentials">;

/** What a user needs for each factor. */
const has: readonly (readonly [AuthFactorType, (user: Person) => boolean])[] = [
  ["PASSWORD", ({ credentials }) => credentials.password !== undefined],
  ["EMAIL_OTP", (user) => user.attributes.email !== undefined && isVerified(user, "email")],
  ["SMS_OTP", (user) => user.attributes.phone_number !== undefined && isVerified(user, "phone_number")],
  ["SOFTWARE_TOKEN", ({ credentials }) => credentials.softwareToken !== undefined],
];

/** What the user has to show, whether or not the pool asks for it. */
export const authFactorsOf = (user: Person): AuthFactorType[] =>
  has.flatMap(([factor, isThere]) => (isThere(user) ? [factor] : []));
