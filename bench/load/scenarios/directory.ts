import { emailOf, groupOfMany, usernameOf } from "../../people.ts";
import type { Target } from "../../target.ts";
import { call } from "../cognito.ts";
import type { Scenario } from "../scenario.ts";

/** What an administrator looks up. Users are of all over the pool, and what is found is looked at. */

interface Question {
  readonly input: object;
  /** What the answer holds if it is the right one. */
  readonly holds: string;
}

const page = 60;

/** A scenario that asks `operation`, each time about another user. */
const asking =
  (operation: string, about: (username: string, target: Target) => Question): Scenario =>
  async ({ connections, target }) => {
    let asked = 0;
    return async (lane) => {
      // Steps of a prime lead all over the pool.
      const { input, holds } = about(usernameOf((asked++ * 7919) % target.users), target);
      const body = await call(connections[lane]!, operation, { UserPoolId: target.userPoolId, ...input });
      if (!body.includes(holds)) throw new Error(`${operation} did not find ${holds}: ${body}`);
    };
  };

export const getUser = asking("AdminGetUser", (Username) => ({ input: { Username }, holds: emailOf(Username) }));

/** ListUsers for one e-mail address. */
export const listByEmail = asking("ListUsers", (username) => {
  const email = emailOf(username);
  return { input: { Filter: `email = "${email}"` }, holds: email };
});

/** ListUsers' first page. */
export const listPage = asking("ListUsers", () => ({ input: { Limit: page }, holds: "PaginationToken" }));

/** The first page of those of one status: everybody's. */
export const listByStatus = asking("ListUsers", () => {
  return { input: { Limit: page, Filter: 'cognito:user_status = "CONFIRMED"' }, holds: "PaginationToken" };
});

/** Ten users whose names begin alike. */
export const listByPrefix = asking("ListUsers", (username) => {
  return { input: { Filter: `username ^= "${username.slice(0, -1)}"` }, holds: username };
});

/** The first page of a group in which everybody is. */
export const listInGroup = asking("ListUsersInGroup", () => {
  return { input: { GroupName: groupOfMany, Limit: page }, holds: "NextToken" };
});

export const groupsForUser = asking("AdminListGroupsForUser", (Username) => {
  return { input: { Username }, holds: groupOfMany };
});

export const describePool = asking("DescribeUserPool", (_username, { userPoolId }) => ({
  input: {},
  holds: userPoolId,
}));
