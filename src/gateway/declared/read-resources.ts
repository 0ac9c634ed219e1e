import type * as z from "zod";
import { functionProperties } from "./function-shape.ts";
import { honoured } from "./honoured.ts";
import { httpProperties } from "./http-shape.ts";
import {
  listenerProperties,
  listenerRuleProperties,
  loadBalancerProperties,
  targetGroupProperties,
} from "./load-balancer-shape.ts";
import { type Complain, type Elsewhere, type Named, type Names, type Path, resolveReferences } from "./references.ts";
import { apiKeyProperties, restProperties, usagePlanKeyProperties, usagePlanProperties } from "./rest-shape.ts";
import type { Place } from "./services.ts";

/** The types of resources that gateways are made of, and what is read of each. */
const shapes = {
  "AWS::Serverless::Api": restProperties,
  "AWS::Serverless::HttpApi": httpProperties,
  "AWS::Serverless::Function": functionProperties,
  "AWS::ApiGateway::ApiKey": apiKeyProperties,
  "AWS::ApiGateway::UsagePlan": usagePlanProperties,
  "AWS::ApiGateway::UsagePlanKey": usagePlanKeyProperties,
  "AWS::ElasticLoadBalancingV2::LoadBalancer": loadBalancerProperties,
  "AWS::ElasticLoadBalancingV2::Listener": listenerProperties,
  "AWS::ElasticLoadBalancingV2::ListenerRule": listenerRuleProperties,
  "AWS::ElasticLoadBalancingV2::TargetGroup": targetGroupProperties,
} as const satisfies Record<string, z.ZodType>;

export type ResourceType = keyof typeof shapes;

/** A resource of the file, its references resolved. */
export interface Resource<Type extends ResourceType> {
  readonly name: string;
  readonly path: Path;
  readonly properties: z.output<(typeof shapes)[Type]>;
}

/** The resources of a file. */
export interface Resources {
  of<Type extends ResourceType>(type: Type): readonly Resource<Type>[];
  /** Paths of what stands in the file and nothing acts on. */
  readonly unhonoured: readonly Path[];
}

/** One that zod complained of, at a path within the properties. */
export type ComplainIssue = (issue: z.core.$ZodIssue, path: Path) => void;

export interface Reading {
  readonly names: Names;
  readonly place: Place;
  readonly complain: Complain;
  readonly complainIssue: ComplainIssue;
}

/** Reads what stands under `apis`: a template's Resources. What is wrong is complained of, and the rest is read. */
export function readResources(declared: Readonly<Record<string, unknown>>, reading: Reading): Resources {
  const { complain, complainIssue } = reading;
  const names = new Map<string, Named | Elsewhere>([
    ...Object.entries(declared).flatMap(([name, resource]) => elsewhere(name, resource)),
    ...reading.names,
    ...Object.entries(declared).flatMap(([name, resource]) => namedResource(name, resource)),
  ]);
  const unhonoured: Path[] = [];
  const found: { type: string; resource: Resource<ResourceType> }[] = [];
  for (const [name, resource] of Object.entries(declared)) {
    const { Type: type, Properties: properties = {}, ...rest } = (resource ?? {}) as Record<string, unknown>;
    if (typeof type !== "string") {
      complain([name, "Type"], "is required");
      continue;
    }
    unhonoured.push(...Object.keys(rest).map((member) => [name, member]));
    if (!Object.hasOwn(shapes, type)) {
      unhonoured.push([name]);
      continue;
    }
    const path = [name, "Properties"];
    const shape = shapes[type as ResourceType];
    const known = honoured(shape, properties, (at) => unhonoured.push(at), path);
    const result = shape.safeParse(resolveReferences(known, names, complain, path));
    if (result.success) found.push({ type, resource: { name, path, properties: result.data } });
    else for (const issue of result.error.issues) complainIssue(issue, path);
  }
  return {
    of: <Type extends ResourceType>(type: Type) =>
      found.filter((one) => one.type === type).map(({ resource }) => resource as unknown as Resource<Type>),
    unhonoured,
  };
}

/** APIs that SAM makes by itself, for events that name none. */
export const implicitApis = { rest: "ServerlessRestApi", http: "ServerlessHttpApi" } as const;

/** An API's id: its name, as an id of AWS is written. */
export const apiIdOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

export const functionArn = ({ region, accountId }: Place, name: string): string =>
  `arn:aws:lambda:${region}:${accountId}:function:${name}`;

/**
 * What `!Ref` and `!GetAtt` of a resource give. Functions, and pools of a pasted template, have no names from here: what
 * stands under `functions` and `userPools` has, and what does not is not there.
 */
function namedResource(name: string, resource: unknown): [string, Named][] {
  const { Type: type } = (resource ?? {}) as { Type?: unknown };
  if (type === "AWS::Serverless::Api" || type === "AWS::Serverless::HttpApi") {
    const { StageName } = ((resource as { Properties?: unknown }).Properties ?? {}) as { StageName?: unknown };
    return [namedApi(name, typeof StageName === "string" ? StageName : "$default")];
  }
  if (typeof type !== "string" || !/^AWS::(ApiGateway|ElasticLoadBalancingV2)::/.test(type)) return [];
  const attributes = ["Arn", "Id", "APIKeyId", "ListenerArn", "LoadBalancerArn", "TargetGroupArn"];
  return [[name, { ref: name, attributes: Object.fromEntries(attributes.map((attribute) => [attribute, name])) }]];
}

/** What a pasted template has of its own, and where it stands here. */
const places: Readonly<Record<string, (name: string) => string>> = {
  "AWS::Cognito::UserPool": (name) => `a pool stands under userPools, with PoolName: ${name}`,
  "AWS::Cognito::UserPoolClient": (name) => `a client stands under Clients of its pool, with ClientName: ${name}`,
  "AWS::Serverless::Function": () => "a function stands under functions, by this name",
  "AWS::Lambda::Function": () => "a function stands under functions, by this name",
};

function elsewhere(name: string, resource: unknown): [string, Elsewhere][] {
  const { Type: type } = (resource ?? {}) as { Type?: unknown };
  const tell = typeof type === "string" && Object.hasOwn(places, type) ? places[type] : undefined;
  return tell ? [[name, { elsewhere: tell(name) }]] : [];
}

/** `!Ref ShopApi.Stage` is SAM's way to name the stage that it makes. */
const namedApi = (name: string, Stage: string): [string, Named] => [
  name,
  { ref: apiIdOf(name), attributes: { ApiId: apiIdOf(name), Stage } },
];

/** Names that every template knows: pseudo parameters, and the APIs that SAM makes by itself. */
export const pseudoParameters = ({ region, accountId }: Place): [string, Named][] => [
  namedApi(implicitApis.rest, "Prod"),
  namedApi(implicitApis.http, "$default"),
  ...Object.entries({
    "AWS::Region": region,
    "AWS::AccountId": accountId,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
  }).map(([name, ref]): [string, Named] => [name, { ref, attributes: {} }]),
];
