/** The parameters of a request of OAuth. One without a value counts as absent (RFC 6749 section 3.1). */
export type Parameters = Readonly<Partial<Record<string, string>>>;

export function parametersOf(sent: URLSearchParams): Parameters {
  const given = [...sent].filter(([, value]) => value !== "");
  // Without a prototype: `constructor` is a parameter only where somebody sent it.
  return Object.assign(Object.create(null), Object.fromEntries(given));
}

/** RFC 8707 alone lets a parameter be given more than once. */
const repeatable = "resource";

/** The name of a parameter that stands there twice, which RFC 6749 section 3.1 forbids. */
export function repeatedIn(sent: URLSearchParams): string | undefined {
  const seen = new Set<string>();
  for (const name of sent.keys()) {
    if (name !== repeatable && seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}
