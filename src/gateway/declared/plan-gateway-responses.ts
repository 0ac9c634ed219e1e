import { valueSource } from "../integrations/value-source.ts";
import {
  type GatewayResponseChange,
  type GatewayResponseChanges,
  isGatewayResponseType,
} from "../rest/gateway-response.ts";
import { checkTemplates } from "./plan-integration.ts";
import type { Complain, Path } from "./references.ts";
import type { RestProperties } from "./rest-shape.ts";

/** `GatewayResponses` of a REST API. */
export function planGatewayResponses(
  { GatewayResponses = {} }: RestProperties,
  complain: Complain,
  path: Path,
): GatewayResponseChanges {
  const changes = Object.entries(GatewayResponses).map(([type, change]): [string, GatewayResponseChange] => {
    const here = [...path, "GatewayResponses", type];
    if (!isGatewayResponseType(type)) complain(here, "is no type of gateway response");
    const headers = change.ResponseParameters?.Headers ?? {};
    for (const [name, source] of Object.entries(headers)) {
      if (!valueSource(source))
        complain([...here, "ResponseParameters", "Headers", name], "must be text in single quotes");
    }
    const templates = change.ResponseTemplates ?? {};
    checkTemplates(templates, complain, [...here, "ResponseTemplates"]);
    return [type, { status: change.StatusCode, headers, templates }];
  });
  return Object.fromEntries(changes);
}
