/** Operations on app clients. Called by the API's pipeline. */
export { AddUserPoolClientSecret } from "./add-user-pool-client-secret.ts";
export { CreateUserPoolClient } from "./create-user-pool-client.ts";
export { DeleteUserPoolClient } from "./delete-user-pool-client.ts";
export { DeleteUserPoolClientSecret } from "./delete-user-pool-client-secret.ts";
export { DescribeUserPoolClient } from "./describe-user-pool-client.ts";
export { ListUserPoolClientSecrets } from "./list-user-pool-client-secrets.ts";
export { ListUserPoolClients } from "./list-user-pool-clients.ts";
export { UpdateUserPoolClient } from "./update-user-pool-client.ts";
