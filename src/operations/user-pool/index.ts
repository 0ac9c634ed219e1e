/** Operations on user pools themselves. Called by the API's pipeline. */
export { AddCustomAttributes } from "./add-custom-attributes.ts";
export { CreateUserPool } from "./create-user-pool.ts";
export { DeleteUserPool } from "./delete-user-pool.ts";
export { DescribeUserPool } from "./describe-user-pool.ts";
export { GetSigningCertificate } from "./get-signing-certificate.ts";
export { GetUserPoolMfaConfig } from "./get-user-pool-mfa-config.ts";
export { ListUserPools } from "./list-user-pools.ts";
export { SetUserPoolMfaConfig } from "./set-user-pool-mfa-config.ts";
export { UpdateUserPool } from "./update-user-pool.ts";
