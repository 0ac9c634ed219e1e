import * as z from "zod";
import type { Named, Names, PlannedApis, PlanningOptions } from "../gateway/declared/index.ts";
import { type Place, regionOf } from "./place.ts";

/** Resources of a template, by their names; what may stand in each is the gateway's to say. */
export const declaredApis = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((resources) => resources ?? {});

/** Reads `apis`; injected, so that a service without any does not load what it takes. */
export type PlanApis = (declared: Readonly<Record<string, unknown>>, options: PlanningOptions) => PlannedApis;

export const noApis: PlanApis = () => ({ apis: [], unhonoured: [] });

/** The part of a file by which its APIs are planned. */
export interface WithApis {
  readonly apis: Readonly<Record<string, unknown>>;
  readonly userPools: readonly NamedPool[];
  readonly functions: Readonly<Record<string, unknown>>;
}

export interface PlanningPlace {
  readonly place: Omit<Place, "localUrls">;
  readonly plan: PlanApis;
  readonly context: z.core.$RefinementCtx;
}

/** Plans what stands under `apis` of a file, and complains to zod of what is wrong there. */
export function planDeclared({ apis, ...named }: WithApis, { place, plan, context }: PlanningPlace): PlannedApis {
  return plan(apis, {
    ...{ place, names: namesIn(named, place), functions: new Set(Object.keys(named.functions)) },
    complain: (path, message) => context.addIssue({ code: "custom", path: ["apis", ...path], message }),
    complainIssue: (issue, path) => context.addIssue({ ...issue, path: ["apis", ...path, ...issue.path] }),
  });
}

/**
 * Complains of what is wrong under `apis` of a file that may have mistakes elsewhere too: all are told in one pass. Of its
 * pools it asks for names alone.
 */
export const checkApis = (declared: unknown, planning: PlanningPlace): void =>
  void planDeclared(fileOfNames.parse(declared), planning);

/** As an option of a check: it is made whatever else is wrong. */
export const inAnyCase = { when: () => true };

const name = z.string().optional().catch(undefined);
const fileOfNames = z.object({
  apis: declaredApis.catch({}),
  functions: z.record(z.string(), z.unknown()).catch({}),
  userPools: z
    .array(
      z.object({
        Id: z.string().catch(""),
        PoolName: name,
        Clients: z.array(z.object({ ClientId: z.string().catch(""), ClientName: name })).catch([]),
      }),
    )
    .catch([]),
});

/** The part of a pool by which a template may name it and its clients. */
export interface NamedPool {
  readonly Id: string;
  readonly PoolName?: string;
  readonly Clients: readonly { readonly ClientId: string; readonly ClientName?: string }[];
}

/** What may be named and how, for `!Ref` and its kin: pools and clients by id or name, functions by name. */
export function namesIn(
  { userPools, functions }: Pick<WithApis, "userPools" | "functions">,
  { region, accountId }: Omit<Place, "localUrls">,
): Names {
  const pools = userPools.flatMap(({ Id, PoolName }) => {
    const regionOfPool = regionOf(Id) ?? region;
    const name = `cognito-idp.${regionOfPool}.amazonaws.com/${Id}`;
    const attributes = {
      Arn: `arn:aws:cognito-idp:${regionOfPool}:${accountId}:userpool/${Id}`,
      ProviderName: name,
      ProviderURL: `https://${name}`,
      UserPoolId: Id,
    };
    return both(Id, PoolName, { ref: Id, attributes });
  });
  const clients = userPools.flatMap(({ Clients }) =>
    Clients.flatMap(({ ClientId, ClientName }) =>
      both(ClientId, ClientName, { ref: ClientId, attributes: { ClientId, Name: ClientName ?? "" } }),
    ),
  );
  const ofFunctions = Object.keys(functions).map((name): [string, Named] => {
    const Arn = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
    return [name, { ref: name, attributes: { Arn } }];
  });
  return new Map<string, Named>([...pools, ...clients, ...ofFunctions]);
}

/** By its id, by its name, and by its name without what a template's names cannot hold. */
function both(id: string, name: string | undefined, value: Named): [string, Named][] {
  const names = name === undefined ? [] : [name, name.replaceAll(/[^A-Za-z0-9]/g, "")];
  return [id, ...names].map((one) => [one, value]);
}
