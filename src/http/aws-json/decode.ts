import { fail } from "../../errors.ts";

export type JsonObject = Record<string, unknown>;

/** Many times what any operation can use; a value that is refused may take a clause of its own in the answer. */
const mostValues = 10_000;

/**
 * The object in a request's body; an empty body is an empty object. A null member is an absent one, at every depth.
 * Throws SerializationException. Never repeats what it could not read, which may hold a password.
 */
export function decode(body: Uint8Array): JsonObject {
  if (body.length === 0) return {};
  const value = parse(body);
  if (Array.isArray(value)) fail("SerializationException", "Start of list found where not expected");
  if (!isHolder(value)) fail("SerializationException");
  dropAbsent(value);
  return value;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    return fail("SerializationException");
  }
}

/** Works through a list of its own, because calling itself for each level of a deep body would exhaust the stack. */
function dropAbsent(root: JsonObject): void {
  const pending: (JsonObject | unknown[])[] = [root];
  let count = 0;
  for (let holder = pending.pop(); holder; holder = pending.pop()) {
    count += Array.isArray(holder) ? holder.length : Object.keys(holder).length;
    if (count > mostValues) fail("SerializationException", "The request holds too many values.");
    dropNulls(holder);
    for (const value of Object.values(holder)) {
      // PostgreSQL keeps no text with it, and no attribute, name or code has a use for it.
      if (typeof value === "string" && value.includes("\0")) {
        fail("SerializationException", "The request holds text with the character U+0000.");
      }
      if (isHolder(value)) pending.push(value);
    }
  }
}

function dropNulls(holder: JsonObject | unknown[]): void {
  if (Array.isArray(holder)) {
    const present = holder.filter((value) => value !== null);
    holder.length = 0;
    for (const value of present) holder.push(value);
    return;
  }
  for (const [name, value] of Object.entries(holder)) {
    // No type has a member __proto__, and assigning it anywhere would replace a prototype.
    if (value === null || name === "__proto__") delete holder[name];
  }
}

const isHolder = (value: unknown): value is JsonObject => typeof value === "object" && value !== null;
