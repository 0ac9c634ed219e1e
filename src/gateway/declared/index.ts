/**
 * What stands under `apis` in poolhouse.yaml and gateway.yaml: resources of a SAM template, so that a snippet of one can be
 * pasted. Here is what is read of them, which references they may have, and what is made of them. What the file gets wrong
 * is complained of with its path; what it asks for and nobody does is listed. Called by declaration and the composition.
 */
import { planHttp } from "./plan-http.ts";
import { planListener } from "./plan-load-balancer.ts";
import { planRest } from "./plan-rest.ts";
import { planUsage } from "./plan-usage.ts";
import type { Planning } from "./planning.ts";
import {
  apiIdOf,
  implicitApis,
  pseudoParameters,
  type Reading,
  type Resource,
  type Resources,
  readResources,
} from "./read-resources.ts";
import type { Path } from "./references.ts";
import type { PlannedApi } from "./services.ts";

export type { ComplainIssue } from "./read-resources.ts";
export type { Complain, Named, Names, Path } from "./references.ts";
export type { GatewayServices, PlannedApi } from "./services.ts";

/** The APIs of a file, to be made, and paths of what in it nothing acts on. */
export interface PlannedApis {
  readonly apis: readonly PlannedApi[];
  readonly unhonoured: readonly Path[];
}

export interface PlanningOptions extends Reading {
  /** The functions that the file declares. */
  readonly functions: ReadonlySet<string>;
}

/** Reads and plans what stands under `apis`. */
export function planApis(declared: Readonly<Record<string, unknown>>, options: PlanningOptions): PlannedApis {
  const { place, complain } = options;
  const names = new Map([...pseudoParameters(place), ...options.names]);
  const resources = readResources(declared, { ...options, names });
  checkFunctions(resources, options);
  const planning: Planning = { resources, place, complain };
  const rest = [...resources.of("AWS::Serverless::Api"), ...implicitRest(resources)];
  const http = [...resources.of("AWS::Serverless::HttpApi"), ...implicitHttp(resources)];
  checkApiIds({ RestApiId: rest, ApiId: http }, resources, options);
  const usage = planUsage(rest, resources);
  return {
    apis: [
      ...rest.map((resource) => planRest(resource, planning, usage)),
      ...http.map((resource) => planHttp(resource, planning)),
      ...resources.of("AWS::ElasticLoadBalancingV2::Listener").map((resource) => planListener(resource, planning)),
    ],
    unhonoured: [...resources.unhonoured, ...otherEvents(resources)],
  };
}

function checkFunctions(resources: Resources, { functions, complain }: PlanningOptions): void {
  for (const { name, properties } of resources.of("AWS::Serverless::Function")) {
    const hasRoutes = Object.values(properties.Events ?? {}).some(({ Type }) => Type === "Api" || Type === "HttpApi");
    if (hasRoutes && !functions.has(name)) complain([name], "is not among the file's functions");
  }
}

/** Events of functions that are no routes: nothing here calls a function for a queue or a schedule. */
const otherEvents = (resources: Resources): Path[] =>
  resources
    .of("AWS::Serverless::Function")
    .flatMap(({ path, properties }) =>
      Object.entries(properties.Events ?? {}).flatMap(([event, { Type }]) =>
        Type === "Api" || Type === "HttpApi" ? [] : [[...path, "Events", event]],
      ),
    );

/** The member by which a function's event names its API. */
const apiMembers = { Api: "RestApiId", HttpApi: "ApiId" } as const;
type ApiMember = (typeof apiMembers)[keyof typeof apiMembers];

/** An event of an API that is nowhere, or of the other kind, would be a route that nobody serves. */
function checkApiIds(
  apis: Readonly<Record<ApiMember, readonly { name: string }[]>>,
  resources: Resources,
  { complain }: PlanningOptions,
): void {
  for (const { path, properties } of resources.of("AWS::Serverless::Function")) {
    for (const [event, { Type, Properties }] of Object.entries(properties.Events ?? {})) {
      for (const [type, member] of Object.entries(apiMembers)) {
        const id = Properties[member];
        if (id === undefined) continue;
        const at = [...path, "Events", event, "Properties", member];
        const known = apis[member].some(({ name }) => apiIdOf(name) === apiIdOf(id));
        if (type !== Type) complain(at, `is of an event of the type ${type}`);
        else if (!known) complain(at, `names ${id}, which is no API of the file of this type`);
      }
    }
  }
}

const hasLooseEvent = (resources: Resources, type: keyof typeof apiMembers): boolean =>
  resources
    .of("AWS::Serverless::Function")
    .some(({ properties }) =>
      Object.values(properties.Events ?? {}).some(
        ({ Type, Properties }) => Type === type && Properties[apiMembers[type]] === undefined,
      ),
    );

/** SAM makes an API by itself for events that name none. */
function implicitRest(resources: Resources): Resource<"AWS::Serverless::Api">[] {
  if (!hasLooseEvent(resources, "Api")) return [];
  return [{ name: implicitApis.rest, path: [implicitApis.rest], properties: { StageName: "Prod" } }];
}

function implicitHttp(resources: Resources): Resource<"AWS::Serverless::HttpApi">[] {
  if (!hasLooseEvent(resources, "HttpApi")) return [];
  return [{ name: implicitApis.http, path: [implicitApis.http], properties: {} }];
}
