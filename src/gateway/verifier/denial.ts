/**
 * Why somebody was refused: the check that failed, by the property that it looks at, what it expected and what it found.
 * It goes to a log and, in local mode, to the caller, so it holds claims and settings, and never a token or a secret.
 */
export interface Denial {
  /** `exp`, `aud`, `signature` …: the claim or property that was looked at. */
  readonly check: string;
  readonly expected: string;
  readonly found?: string;
}

const longestShown = 300;

/** One line: `exp: expected a time after 2026-01-31T12:00:00.000Z, found 2026-01-31T11:00:00.000Z`. */
export function describeDenial({ check, expected, found }: Denial): string {
  const text = `${check}: expected ${expected}${found === undefined ? "" : `, found ${found}`}`;
  // A header takes it as it is.
  return text.replaceAll(/[^\x20-\x7e]+/g, "?").slice(0, longestShown);
}

/** A claim's value as it may be shown: what somebody made up may be long. */
export function shown(value: unknown): string {
  if (value === undefined) return "none";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
