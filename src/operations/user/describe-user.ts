import type { UserType } from "@aws-sdk/client-cognito-identity-provider";
import { toList } from "../../domain/user/attributes.ts";
import type { UserProfile } from "../../domain/user/user.ts";

/** A user as AdminCreateUser and the lists show one (UserType). */
export const describeUser = (user: UserProfile): UserType => ({
  Username: user.username,
  Attributes: toList(user),
  UserCreateDate: user.createdAt,
  UserLastModifiedDate: user.modifiedAt,
  Enabled: user.enabled,
  UserStatus: user.status,
});
