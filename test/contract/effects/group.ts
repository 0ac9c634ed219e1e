import { type Effects, keptOnly, shownIn } from "./effect.ts";
import { Username, UserPoolId } from "./everywhere.ts";

const groups = shownIn("operations/group.test.ts");
const members = shownIn("operations/list-users-in-group.test.ts");
const tokens = shownIn("flows/tokens.test.ts");

const inTokens = tokens("name groups in the order of their precedence, and their roles");
const Description = keptOnly("it is for people to read");
const followed = tokens("follow a change of their groups");

export const group: Readonly<Record<string, Effects>> = {
  AdminAddUserToGroup: {
    UserPoolId,
    Username,
    GroupName: groups("makes a member once, however often it is asked, and names the group in tokens"),
  },

  AdminListGroupsForUser: {
    Username,
    UserPoolId,
    Limit: groups("shows a user's groups page by page"),
    NextToken: groups("shows a user's groups page by page"),
  },

  AdminRemoveUserFromGroup: {
    UserPoolId,
    Username,
    GroupName: groups("ends the membership, and does nothing where there is none"),
  },

  CreateGroup: {
    GroupName: groups("makes a group once, whoever asks at the same time"),
    UserPoolId,
    Description,
    RoleArn: inTokens,
    Precedence: inTokens,
  },

  DeleteGroup: { GroupName: groups("deletes the group and its memberships"), UserPoolId },

  GetGroup: { GroupName: groups("deletes the group and its memberships"), UserPoolId },

  ListGroups: {
    UserPoolId,
    Limit: groups("shows the pool's groups page by page, each once"),
    NextToken: groups("shows the pool's groups page by page, each once"),
  },

  ListUsersInGroup: {
    UserPoolId,
    GroupName: members("shows the members and nobody else, as ListUsers shows them"),
    Limit: members("goes page by page through those who stay, while others come and go"),
    NextToken: members("goes page by page through those who stay, while others come and go"),
  },

  UpdateGroup: { GroupName: followed, UserPoolId, Description, RoleArn: followed, Precedence: followed },
};
