/** Operations on user pools' domains, where OAuth endpoints and pages answer. Called by the API's pipeline. */
export { CreateUserPoolDomain } from "./create-user-pool-domain.ts";
export { DeleteUserPoolDomain } from "./delete-user-pool-domain.ts";
export { DescribeUserPoolDomain } from "./describe-user-pool-domain.ts";
export { UpdateUserPoolDomain } from "./update-user-pool-domain.ts";
