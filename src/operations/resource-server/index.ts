/** Operations on resource servers: the APIs, and their scopes, that access tokens are for. Called by the API's pipeline. */
export { CreateResourceServer } from "./create-resource-server.ts";
export { DeleteResourceServer } from "./delete-resource-server.ts";
export { DescribeResourceServer } from "./describe-resource-server.ts";
export { ListResourceServers } from "./list-resource-servers.ts";
export { UpdateResourceServer } from "./update-resource-server.ts";
