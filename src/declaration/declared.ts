import * as z from "zod";
import { subForm } from "../domain/user/identifiers.ts";
import type { PlannedApis } from "../gateway/declared/index.ts";
import { CreateManagedLoginBranding } from "../operations/branding/index.ts";
import { CreateGroup } from "../operations/group/index.ts";
import { CreateIdentityProvider } from "../operations/identity-provider/index.ts";
import { CreateResourceServer } from "../operations/resource-server/index.ts";
import { oneOf } from "../operations/shapes/constraints.ts";
import { ClientId, GroupName, Password, ProviderDetails, UserPoolId } from "../operations/shapes/index.ts";
import { CreateTerms } from "../operations/terms/index.ts";
import { AdminCreateUser } from "../operations/user/index.ts";
import { CreateUserPool } from "../operations/user-pool/index.ts";
import { CreateUserPoolClient } from "../operations/user-pool-client/index.ts";
import { CreateUserPoolDomain } from "../operations/user-pool-domain/index.ts";
import type { DeclaredFunctions } from "./declared-functions.ts";
import { declaredTriggers, type NamedFunction } from "./declared-triggers.ts";

/**
 * What can be declared: for each kind of thing the input of the operation that creates one, in the API's own member
 * names, and what Poolhouse adds to it. The pool need not be named: a thing stands in the one that it is declared for.
 */

/** A list that may be left out. So may its entries: in YAML, a name with nothing beneath it is null. */
export const listOf = <Type extends z.ZodType>(type: Type) =>
  z
    .array(type)
    .nullish()
    .transform((list) => list ?? []);

/** Nobody is invited and no trigger is called for a declared user. */
export const declaredUser = AdminCreateUser.input.omit({ UserPoolId: true }).extend({
  Password: Password.optional(),
  Status: oneOf("UNCONFIRMED", "CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED").optional(),
  Enabled: z.boolean().optional(),
  Sub: z
    .string()
    .refine((sub) => subForm.test(sub), "must be a UUID in lower case, such as a11ce000-0000-4000-8000-000000000001")
    .optional(),
  Groups: listOf(GroupName),
});

export const declaredGroup = CreateGroup.input.omit({ UserPoolId: true });

export const declaredDomain = CreateUserPoolDomain.input.omit({ UserPoolId: true });

const declaredResourceServer = CreateResourceServer.input.omit({ UserPoolId: true });

/** With a stand-in, if it is to be one, and the people whom that offers: claims in the provider's own names. */
export const declaredProvider = CreateIdentityProvider.input.omit({ UserPoolId: true }).extend({
  ProviderDetails: ProviderDetails.optional(),
  standIn: z.boolean().optional(),
  people: listOf(z.record(z.string(), z.json())),
});

export const declaredBranding = CreateManagedLoginBranding.input.omit({ UserPoolId: true, ClientId: true });

/** With an id to configure apps with, and what its pages look like and link to. */
export const declaredClient = CreateUserPoolClient.input.omit({ UserPoolId: true }).extend({
  ClientId,
  ManagedLoginBranding: declaredBranding.optional(),
  Terms: listOf(CreateTerms.input.omit({ UserPoolId: true, ClientId: true })),
});

/** With an id, and what is in the pool. */
export const declaredPool = CreateUserPool.input.extend({
  Id: UserPoolId,
  LambdaConfig: declaredTriggers.optional(),
  Domains: listOf(declaredDomain),
  Clients: listOf(declaredClient),
  Groups: listOf(declaredGroup),
  ResourceServers: listOf(declaredResourceServer),
  IdentityProviders: listOf(declaredProvider),
  Users: listOf(declaredUser),
});

export type DeclaredUser = z.output<typeof declaredUser>;
export type DeclaredGroup = z.output<typeof declaredGroup>;
export type DeclaredProvider = z.output<typeof declaredProvider>;
export type DeclaredClient = z.output<typeof declaredClient>;

/** A pool and the region that it is in, its triggers with their functions' ARNs, and the functions that it calls by name. */
export type DeclaredPool = z.output<typeof declaredPool> & {
  readonly Region: string;
  readonly NamedFunctions: readonly NamedFunction[];
};

/** The state to which every start and every reset returns. */
export interface Declaration {
  /** What stands in front of the apps' backends. */
  readonly apis: PlannedApis;
  readonly functions: DeclaredFunctions;
  readonly userPools: readonly DeclaredPool[];
}
