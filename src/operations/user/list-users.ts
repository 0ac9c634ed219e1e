import type { UserType } from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod";
import { type Pool, schemaAttribute } from "../../domain/pool/pool.ts";
import { identitiesAttribute } from "../../domain/user/identities.ts";
import { parseUserFilter } from "../../domain/user/user-filter.ts";
import { fail } from "../../errors.ts";
import { defineOperation } from "../operation.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";
import {
  AttributeNameList,
  QueryLimitOrDefault,
  UnboundedPaginationKey,
  UserFilter,
  UserPoolId,
} from "../shapes/index.ts";
import { describeUser } from "./describe-user.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const ListUsers = defineOperation({
  name: "ListUsers",
  auth: "pool",
  input: z.object({
    UserPoolId,
    AttributesToGet: AttributeNameList.optional(),
    Limit: QueryLimitOrDefault.optional(),
    PaginationToken: UnboundedPaginationKey.optional(),
    Filter: UserFilter.optional(),
  }),
  errors: [],

  async handle(input, { pool }, services) {
    const filter = parseUserFilter(input.Filter ?? "");
    const limit = input.Limit || 60;
    const query = ["ListUsers", pool.id, filter ?? null];
    const after = readPageToken(services, query, input.PaginationToken);
    const found = await services.database.users.list(pool, { filter, after, limit: limit + 1 });
    const { page, last } = cutPage(found, limit);
    const users = page.map(({ user }) => describeUser(user));
    const wanted = input.AttributesToGet;
    if (wanted) checkRequested(pool, wanted, users);
    return {
      Users: wanted ? users.map((user) => showOnly(wanted, user)) : users,
      ...(last && { PaginationToken: nextPageToken(services, query, last.cursor) }),
    };
  },
});

/** Throws InvalidParameterException for an attribute that was asked for and that the pool or one of these users lacks. */
function checkRequested(pool: Pool, wanted: readonly string[], users: readonly UserType[]): void {
  const lacks = ({ Attributes = [] }: UserType) =>
    !wanted.every((name) => Attributes.some(({ Name }) => Name === name));
  const exists = (name: string) => name === identitiesAttribute || schemaAttribute(pool, name);
  if (wanted.every(exists) && !users.some(lacks)) return;
  fail("InvalidParameterException", "One or more requested attributes do not exist.");
}

const showOnly = (wanted: readonly string[], user: UserType): UserType => ({
  ...user,
  Attributes: user.Attributes?.filter(({ Name = "" }) => wanted.includes(Name)),
});
