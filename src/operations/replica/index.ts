/** Operations on the pools' replicas in other regions. Called by the API's pipeline. */
export { CreateUserPoolReplica } from "./create-user-pool-replica.ts";
export { DeleteUserPoolReplica } from "./delete-user-pool-replica.ts";
export { ListUserPoolReplicas } from "./list-user-pool-replicas.ts";
export { UpdateUserPoolReplica } from "./update-user-pool-replica.ts";
