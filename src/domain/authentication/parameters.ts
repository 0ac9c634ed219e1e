import { fail } from "../../errors.ts";

/** A parameter that a flow or challenge cannot do without. Throws InvalidParameterException. */
export function required(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined || value === "") fail("InvalidParameterException", `Missing required parameter ${name}`);
  return value;
}

/** A parameter that may be absent. */
export const optional = (parameters: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(parameters, name) ? parameters[name] : undefined;
