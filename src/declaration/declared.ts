import { z } from "zod";
import { oneOf, text } from "../operations/shapes/constraints.ts";
import {
  Arn,
  AttributeList,
  ClientId,
  ClientMetadata,
  ClientName,
  ClientSecret,
  clientSettings,
  DeliveryMediumList,
  Description,
  GroupName,
  MessageAction,
  Password,
  Precedence,
  poolFoundations,
  poolSettings,
  Username,
  UserPoolId,
  UserPoolName,
} from "../operations/shapes/index.ts";

/**
 * What can be declared: for each kind of thing the input of the operation that creates one, in the API's own member
 * names, and what Poolhouse adds to it.
 */

/** A list that may be left out. So may its entries: in YAML, a name with nothing beneath it is null. */
export const listOf = <Type extends z.ZodType>(type: Type) =>
  z
    .array(type)
    .nullish()
    .transform((list) => list ?? []);

/** AdminCreateUser's input and more. Nobody is invited and no trigger is called for a declared user. */
const declaredUser = z.object({
  Username,
  UserAttributes: AttributeList.optional(),
  ValidationData: AttributeList.optional(),
  TemporaryPassword: Password.optional(),
  ForceAliasCreation: z.boolean().optional(),
  MessageAction: MessageAction.optional(),
  DesiredDeliveryMediums: DeliveryMediumList.optional(),
  ClientMetadata: ClientMetadata.optional(),
  Password: Password.optional(),
  Status: oneOf("UNCONFIRMED", "CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED").optional(),
  Enabled: z.boolean().optional(),
  Sub: text({ pattern: "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" }).optional(),
  Groups: listOf(GroupName),
});

/** CreateGroup's input. */
const declaredGroup = z.object({
  GroupName,
  Description: Description.optional(),
  RoleArn: Arn.optional(),
  Precedence: Precedence.optional(),
});

/** CreateUserPoolClient's input, and an id to configure apps with. */
const declaredClient = z.object({
  ClientId,
  ClientName,
  GenerateSecret: z.boolean().optional(),
  ClientSecret: ClientSecret.optional(),
  ...clientSettings,
});

/** CreateUserPool's input, an id, and what is in the pool. */
export const declaredPool = z.object({
  Id: UserPoolId,
  PoolName: UserPoolName,
  ...poolSettings,
  ...poolFoundations,
  Clients: listOf(declaredClient),
  Groups: listOf(declaredGroup),
  Users: listOf(declaredUser),
});

export type DeclaredUser = z.output<typeof declaredUser>;
export type DeclaredGroup = z.output<typeof declaredGroup>;
export type DeclaredClient = z.output<typeof declaredClient>;

/** A pool and the region that it is in. */
export type DeclaredPool = z.output<typeof declaredPool> & { readonly Region: string };

/** The state to which every start and every reset returns. */
export interface Declaration {
  readonly userPools: readonly DeclaredPool[];
}
