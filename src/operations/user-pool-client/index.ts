/** Operations on app clients. Called by the API's pipeline. */
export { CreateUserPoolClient } from "./create-user-pool-client.ts";
export { DeleteUserPoolClient } from "./delete-user-pool-client.ts";
export { DescribeUserPoolClient } from "./describe-user-pool-client.ts";
export { ListUserPoolClients } from "./list-user-pool-clients.ts";
export { UpdateUserPoolClient } from "./update-user-pool-client.ts";
