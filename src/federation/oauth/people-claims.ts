/**
 * What Google's People API says of somebody, as claims: of each field that stands there several times the primary entry, and
 * of an entry its value (https://developers.google.com/people/api/rest/v1/people).
 */
export const peopleClaims = (person: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(person).map(([field, value]) => [field, primaryOf(value)]));

function primaryOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const entries: { value?: unknown; metadata?: { primary?: boolean } }[] = value;
  const entry = entries.find(({ metadata }) => metadata?.primary) ?? entries[0];
  return entry?.value ?? entry;
}
