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
  if (isOverfull(body)) tooMany();
  const value = parse(body);
  if (Array.isArray(value)) fail("SerializationException", "Start of list found where not expected");
  if (!isHolder(value)) fail("SerializationException");
  dropAbsent(value);
  return value;
}

const tooMany = (): never => fail("SerializationException", "The request holds too many values.");

const [quote, backslash, comma, bracket, brace] = [...'"\\,[{'].map((sign) => sign.charCodeAt(0));
/** In bytes, up to which a body is not worth to be looked at twice. */
const small = 64 * 1024;

/**
 * Whether JSON has more in it than any request: to be asked before it is parsed, which takes fifty times the memory of a
 * body that is all lists. Every value but the first comes after a comma, or begins a list or an object.
 */
function isOverfull(body: Uint8Array): boolean {
  if (body.length <= small) return false;
  let values = 0;
  let isText = false;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (isText && byte === backslash) at++;
    else if (byte === quote) isText = !isText;
    else if (!isText && (byte === comma || byte === bracket || byte === brace)) values++;
  }
  return values > 2 * mostValues;
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
    if (count > mostValues) tooMany();
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
