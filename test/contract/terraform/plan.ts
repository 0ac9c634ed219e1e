/** A resource's attributes, by the API's names of them. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * What a second `terraform plan` would show: the attributes in which what was read differs from what is configured. One
 * that is not configured must have been read as empty, unless it is `computed`, which is whatever the service says.
 * Lists are sets, and empty is nothing, as in the provider's schemas.
 */
export function differences(configured: object, read: object, computed: readonly string[]): string[] {
  const names = [...new Set([...Object.keys(configured), ...Object.keys(read)])];
  return names.flatMap((name) => {
    const wanted = Reflect.get(configured, name);
    const found = Reflect.get(read, name);
    if (isEmpty(wanted) && computed.includes(name)) return [];
    if (isAttributes(wanted) && isAttributes(found)) {
      const nested = computed.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
      return differences(wanted, found, nested).map((path) => `${name}.${path}`);
    }
    return canonical(wanted) === canonical(found) ? [] : [name];
  });
}

const isAttributes = (value: unknown): value is Attributes =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  !value || (typeof value === "object" && Object.values(value).every(isEmpty));

function canonical(value: unknown): string {
  if (isEmpty(value)) return "";
  if (Array.isArray(value)) return JSON.stringify(value.map(canonical).sort());
  if (!isAttributes(value)) return String(value);
  const members = Object.entries(value).filter(([, member]) => !isEmpty(member));
  return JSON.stringify(members.map(([name, member]) => [name, canonical(member)]).sort());
}
