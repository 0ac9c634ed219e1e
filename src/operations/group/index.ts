/** Operations on groups and who is in them. Called by the API's pipeline. */
export { AdminAddUserToGroup } from "./admin-add-user-to-group.ts";
export { AdminListGroupsForUser } from "./admin-list-groups-for-user.ts";
export { AdminRemoveUserFromGroup } from "./admin-remove-user-from-group.ts";
export { CreateGroup } from "./create-group.ts";
export { DeleteGroup } from "./delete-group.ts";
export { GetGroup } from "./get-group.ts";
export { ListGroups } from "./list-groups.ts";
export { ListUsersInGroup } from "./list-users-in-group.ts";
export { UpdateGroup } from "./update-group.ts";
