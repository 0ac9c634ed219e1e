/** The parameters of a query, decoded, in order. A query that is broken is read as far as it goes. */
export const readQuery = (query: string): [name: string, value: string][] => [...new URLSearchParams(query)];

/** Values by name, in order. */
export function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return Object.fromEntries(groups);
}

export const mapValues = <From, To>(values: Readonly<Record<string, From>>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries(values).map(([name, value]): [string, To] => [name, change(value)]));

/** Null in the place of an object that holds nothing, as payload format 1.0 has it. */
export const orNull = <Values extends object>(values: Values): Values | null =>
  Object.keys(values).length === 0 ? null : values;
