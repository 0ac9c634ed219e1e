import * as z from "zod";
import { readRanges } from "../../address-ranges.ts";
import { valueSource } from "../integrations/value-source.ts";
import type { BodyCheck, RequestCheck } from "../rest/request-check.ts";
import type { SourceRanges } from "../rest/source-ranges.ts";
import type { Complain, Path } from "./references.ts";
import type { RestProperties } from "./rest-shape.ts";
import type { DeclaredPolicy, RouteEvent } from "./shapes.ts";

/** `ResourcePolicy`: from which addresses a request may come. */
export function planSources(declared: DeclaredPolicy | undefined, complain: Complain, path: Path): SourceRanges[] {
  return (["IpRangeBlacklist", "IpRangeWhitelist"] as const).flatMap((name): SourceRanges[] => {
    const ranges = declared?.[name] ?? [];
    const list = readRanges(ranges);
    if (!list) complain([...path, name], "must be addresses and ranges of them, such as 192.0.2.0/24");
    return list && ranges.length > 0 ? [{ name, list }] : [];
  });
}

/** `RequestModel` and `RequestParameters` of an event: they are in force where the first says so (ValidateBody, ValidateParameters). */
export function planRequestCheck(
  { RequestModel: declared, RequestParameters = [] }: RouteEvent["Properties"],
  models: NonNullable<RestProperties["Models"]>,
  complain: Complain,
  path: Path,
): RequestCheck | undefined {
  const required = RequestParameters.flatMap((parameter, index) =>
    Object.entries(typeof parameter === "string" ? { [parameter]: {} } : parameter).flatMap(([text, { Required }]) => {
      const [, name] = /^method\.request\.(?:header|querystring|path)\.(.+)$/.exec(text) ?? [];
      const source = valueSource(text);
      if (name === undefined || !source) {
        complain([...path, "RequestParameters", index], `Invalid mapping expression parameter specified: ${text}`);
        return [];
      }
      return Required ? [{ name, source }] : [];
    }),
  );
  if (!declared) return undefined;
  const model = planModel(declared.Model, models, (reason) => complain([...path, "RequestModel", "Model"], reason));
  const { ValidateBody, ValidateParameters, Required } = declared;
  const body: BodyCheck | undefined = model && { model, empty: Required ? "refused" : "taken" };
  return { required: ValidateParameters ? required : [], body: ValidateBody ? body : undefined };
}

/** A JSON Schema of `Models` (draft 4). */
function planModel(
  name: string,
  models: NonNullable<RestProperties["Models"]>,
  complain: (reason: string) => void,
): z.ZodType | undefined {
  const model = z.record(z.string(), z.json()).safeParse(Object.hasOwn(models, name) ? models[name] : undefined);
  if (!model.success) {
    complain(`names ${name}, which is not among Models`);
    return undefined;
  }
  try {
    return z.fromJSONSchema(model.data, { defaultTarget: "draft-4" });
  } catch (error) {
    complain(`names ${name}, which cannot be judged by here: ${(error as Error).message}`);
    return undefined;
  }
}
