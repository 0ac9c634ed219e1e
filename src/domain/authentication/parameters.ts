import { fail } from "../../errors.ts";

/** A parameter that a flow or challenge cannot do without. Throws InvalidParameterException. */
export function required(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined || value === "") fail("InvalidParameterException", `Missing required parameter ${name}`);
  return value;
}

/** A parameter that may be absent. */
export const optional = (parameters: Readonly<Partial<Record<string, string>>>, name: string): string | undefined =>
  Object.hasOwn(parameters, name) ? parameters[name] : undefined;

/** The same parameters, of which those that are `needed` are there. Throws InvalidParameterException for the first that is not. */
export function withAll<Needed extends string>(
  parameters: Readonly<Record<string, string>>,
  needed: readonly Needed[],
): Readonly<Partial<Record<string, string>>> & Readonly<Record<Needed, string>> {
  for (const name of needed) required(parameters, name);
  // Without a prototype: `constructor` is a parameter only where somebody sent it.
  return Object.assign(Object.create(null), parameters);
}
