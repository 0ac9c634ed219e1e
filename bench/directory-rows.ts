import { asAtHundred, medianUnder, mostUsers, ofFloor } from "./judges.ts";
import type { Row } from "./row.ts";

const lanes = 16;

/** What must cost the same in a pool of 100 users and in one of 100,000. */
const flat = {
  floor: "emptyHandler",
  sizes: [100, 1000, mostUsers],
  judges: [ofFloor(), asAtHundred(0.9)],
  ...{ lanes, leastUsers: 100 },
} as const;

/** What an administrator looks up, then what adds users and pools. */
export const directoryRows = [
  {
    name: "list-by-email",
    title: "ListUsers by email",
    scenario: "listByEmail",
    ...{ ...flat, judges: [...flat.judges, medianUnder(2, mostUsers)] },
  },
  { name: "list-page", title: "ListUsers, a page of 60", scenario: "listPage", ...flat },
  { name: "list-by-status", title: "ListUsers by status, 60", scenario: "listByStatus", ...flat },
  { name: "list-by-prefix", title: "ListUsers by prefix of username", scenario: "listByPrefix", ...flat },
  { name: "get-user", title: "AdminGetUser", scenario: "getUser", ...flat },
  { name: "list-in-group", title: "ListUsersInGroup, a page of 60", scenario: "listInGroup", ...flat, group: true },
  { name: "groups-for-user", title: "AdminListGroupsForUser", scenario: "groupsForUser", ...flat, group: true },
  { name: "describe-pool", title: "DescribeUserPool", scenario: "describePool", ...flat },
  {
    name: "create-user",
    title: "AdminCreateUser",
    scenario: "createUser",
    judges: [ofFloor(), asAtHundred(0.9)],
    floor: "argon2",
    ...{ lanes, leastUsers: 0 },
  },
  {
    name: "create-pool",
    title: "CreateUserPool, 50 in a row",
    scenario: "createPool",
    judges: [medianUnder(10)],
    ...{ lanes: 1, leastUsers: 0, once: true },
  },
] as const satisfies readonly Row[];
