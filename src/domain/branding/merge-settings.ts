import type { Settings } from "./branding.ts";

/** `settings` with what `more` says in their place, member by member; lists are replaced as a whole. */
export function mergeSettings(settings: Settings, more: Settings): Settings {
  const merged: Record<string, unknown> = { ...settings };
  for (const [name, value] of Object.entries(more)) {
    const before = Object.hasOwn(merged, name) ? merged[name] : undefined;
    merged[name] = isMembers(before) && isMembers(value) ? mergeSettings(before, value) : value;
  }
  return merged;
}

/** Whether a value is an object with members, and neither a list nor a plain value. */
export const isMembers = (value: unknown): value is Settings =>
  typeof value === "object" && value !== null && !Array.isArray(value);
