import { functionProxy } from "../integrations/function-proxy.ts";
import { httpProxy } from "../integrations/http-proxy.ts";
import type { Integration } from "../integrations/integration.ts";
import { http, type MappedOptions, mock } from "../integrations/mapped.ts";
import { type RequestChange, wholePath } from "../integrations/request-changes.ts";
import { unsupportedIn } from "../integrations/template.ts";
import { interpolated, pathSource, valueSource } from "../integrations/value-source.ts";
import { expression } from "./expression.ts";
import { functionArn } from "./read-resources.ts";
import type { Complain, Path } from "./references.ts";
import type { DeclaredRoute } from "./routes.ts";
import type { Make, Place } from "./services.ts";
import type { DeclaredIntegration } from "./shapes.ts";

export interface IntegrationPlace {
  readonly kind: "rest" | "http";
  /** What of functions' and requests' bodies a REST API takes for binary. */
  readonly binaryMediaTypes: readonly string[];
  readonly complain: Complain;
  readonly path: Path;
}

/** As long as AWS waits, in milliseconds. */
export const longestPatience = { rest: 29_000, http: 30_000 } as const;

/** What answers a route: its `Integration`, or the function whose event it is. */
export function planAnswer(
  { path, properties, function: name }: DeclaredRoute,
  { place, ...at }: IntegrationPlace & { readonly place: Place },
): Make<Integration> {
  const { Integration, TimeoutInMillis: patience, PayloadFormatVersion: version } = properties;
  if (Integration) return planIntegration(Integration, { ...at, path: [...path, "Integration"] });
  if (name === undefined) at.complain(path, "must have Integration: it is no function's event");
  return planFunction(functionArn(place, name ?? ""), { ...at, patience, version });
}

function planIntegration(declared: DeclaredIntegration, place: IntegrationPlace): Make<Integration> {
  const { kind, complain, path } = place;
  const { Type, Uri = "", TimeoutInMillis: patience = longestPatience[kind], IntegrationHttpMethod: method } = declared;
  if (patience > longestPatience[kind]) {
    complain([...path, "TimeoutInMillis"], `Timeout should be between 50 ms and ${longestPatience[kind]} ms`);
  }
  if (Type !== "MOCK" && Uri === "") complain([...path, "Uri"], "is required");
  if (kind === "http" && (Type === "HTTP" || Type === "MOCK")) complain([...path, "Type"], "is not of an HTTP API");
  if (Type === "AWS_PROXY") {
    // The function's ARN, or AWS's URI of its Invoke operation.
    const arn = /functions\/(arn:.*)\/invocations$/.exec(Uri)?.[1] ?? Uri;
    return planFunction(arn, { ...place, patience, version: declared.PayloadFormatVersion });
  }
  const changes = changesOf(declared, place);
  if (Type === "HTTP_PROXY") return ({ backends }) => httpProxy({ backends, uri: Uri, method, changes, patience });
  const mapping = mappingOf(declared, place);
  if (Type === "MOCK") return () => mock(mapping);
  return ({ backends }) => http({ ...mapping, backends, uri: Uri, method, changes, patience });
}

interface FunctionPlace extends IntegrationPlace {
  readonly patience?: number | undefined;
  readonly version: string | undefined;
}

/** A function behind a proxy integration. */
function planFunction(arn: string, place: FunctionPlace): Make<Integration> {
  const { kind, binaryMediaTypes, complain, path, version = kind === "rest" ? "1.0" : "2.0" } = place;
  const { patience = longestPatience[kind] } = place;
  const known = version === "1.0" || (version === "2.0" && kind === "http");
  if (!known) complain([...path, "PayloadFormatVersion"], `must be 1.0${kind === "http" ? " or 2.0" : ""}`);
  const format = kind === "rest" ? "rest" : version === "1.0" ? "http-1.0" : "http-2.0";
  return ({ functions }) => functionProxy({ functions, arn, format, patience, binaryMediaTypes });
}

/** `RequestParameters`, as each kind of API writes them. */
function changesOf({ RequestParameters = {} }: DeclaredIntegration, { kind, complain, path }: IntegrationPlace) {
  return Object.entries(RequestParameters).flatMap(([target, text]): RequestChange[] => {
    const pattern =
      kind === "rest"
        ? /^integration\.request\.(?<place>header|querystring|path)\.(?<name>.+)$/
        : /^(?:(?:(?<action>overwrite|append|remove):)?(?<place>header|querystring)\.(?<name>.+)|(?:overwrite:)?path)$/;
    const { action = "overwrite", place = "path", name = wholePath } = pattern.exec(target)?.groups ?? {};
    const source =
      action === "remove" ? () => undefined : kind === "http" ? interpolated(text) : sourceFor(place)(text);
    if (!pattern.test(target) || !source) {
      complain([...path, "RequestParameters", target], "Invalid mapping expression parameter specified");
      return [];
    }
    return [{ action: action as RequestChange["action"], place: place as RequestChange["place"], name, source }];
  });
}

const sourceFor = (place: string) => (place === "path" ? pathSource : valueSource);

function mappingOf(declared: DeclaredIntegration, { complain, path }: IntegrationPlace): MappedOptions {
  const { RequestTemplates = {}, PassthroughBehavior = "WHEN_NO_MATCH", IntegrationResponses = [] } = declared;
  checkTemplates(RequestTemplates, complain, [...path, "RequestTemplates"]);
  const responses = IntegrationResponses.map((response, index) => {
    const here = [...path, "IntegrationResponses", index];
    const { StatusCode, SelectionPattern, ResponseParameters = {}, ResponseTemplates = {} } = response;
    checkTemplates(ResponseTemplates, complain, [...here, "ResponseTemplates"]);
    return {
      status: StatusCode,
      pattern: expression(SelectionPattern, complain, [...here, "SelectionPattern"]),
      parameters: ResponseParameters,
      templates: ResponseTemplates,
    };
  });
  return { templates: RequestTemplates, passthrough: PassthroughBehavior, responses };
}

export function checkTemplates(templates: Readonly<Record<string, string>>, complain: Complain, path: Path): void {
  for (const [type, template] of Object.entries(templates)) {
    const found = unsupportedIn(template);
    if (found)
      complain([...path, type], `has ${found}: references alone are done in templates here, and no directives`);
  }
}
