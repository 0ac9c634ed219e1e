import type { AttributeType, SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import { aliasAttributes, type Pool, schemaAttribute } from "../pool/pool.ts";
import { refuseAliasForm } from "./alias-form.ts";
import { identitiesAttribute } from "./identities.ts";
import type { User } from "./user.ts";

/** Attribute values by name, as users hold them. */
export type Attributes = Readonly<Record<string, string>>;

/**
 * The API's list form to values by name; a later entry of the same name wins. Throws InvalidParameterException for one
 * without a value: an empty value deletes, and none may be a slip.
 */
export function fromList(list: readonly AttributeType[] = []): Attributes {
  const empty = list.find(({ Value }) => Value === undefined);
  if (empty) fail("InvalidParameterException", `Attribute value for ${empty.Name} must not be null`);
  return Object.fromEntries(list.map(({ Name, Value }) => [Name as string, Value as string]));
}

/** The same of a change to somebody who is there. Throws InvalidParameterException for `sub`, whatever its value. */
export function changesOf(list: readonly AttributeType[]): Attributes {
  refuseChangeOf(
    ["sub"],
    list.map(({ Name }) => Name as string),
  );
  return fromList(list);
}

/** The change that takes these attributes away: an empty value deletes. */
export const deletionOf = (names: readonly string[]): Attributes => Object.fromEntries(names.map((name) => [name, ""]));

/** Values by name to the API's list form, `sub` first. */
export const toList = (user: Pick<User, "sub" | "attributes">): AttributeType[] => [
  { Name: "sub", Value: user.sub },
  ...Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
];

/** Never written by an app: the service decides what is verified, and what a sub is. */
export const neverWritable: readonly string[] = ["sub", "email_verified", "phone_number_verified"];

/** Throws InvalidParameterException when one of `fixed` is among the names of what is to be changed. */
export function refuseChangeOf(fixed: readonly string[], names: readonly string[]): void {
  const name = names.find((candidate) => fixed.includes(candidate));
  if (name) fail("InvalidParameterException", `Cannot modify the non-mutable attribute ${name}`);
}

/**
 * Throws NotAuthorizedException when this client may not write one of the attributes. Those that begin with `dev:` are
 * developers' own (AWS: SchemaAttributeType, DeveloperOnlyAttribute).
 */
export function checkWritable(client: Client, attributes: Attributes): void {
  const listed = client.settings.WriteAttributes;
  for (const name of Object.keys(attributes)) {
    const forbidden = neverWritable.includes(name) || name.startsWith("dev:");
    if (forbidden || (listed?.length && !listed.includes(name))) {
      fail("NotAuthorizedException", "A client attempted to write unauthorized attribute", `attribute ${name}`);
    }
  }
}

/** The attributes that this client may read. Who may read any sees which accounts the user is linked with. */
export function readable(client: Client, attributes: Attributes): Attributes {
  const listed = client.settings.ReadAttributes;
  if (!listed?.length) return attributes;
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => listed.includes(name) || name === identitiesAttribute),
  );
}

// No spaces, control characters or marks that mean something in a mail's header (RFC 5322 section 3.2.3, "specials"):
// an address is one address, wherever it is written.
const emailAddress = /^[^\s\p{Cc}@<>()[\]:;,\\"]+@[^\s\p{Cc}@<>()[\]:;,\\".]+(\.[^\s\p{Cc}@<>()[\]:;,\\".]+)*$/u;
const phoneNumber = /^\+[0-9]{1,15}$/;

const wrongValue: Record<string, (schema: SchemaAttributeType, value: string) => string | undefined> = {
  String({ StringAttributeConstraints: { MinLength, MaxLength } = {} }, value) {
    if (MaxLength !== undefined && value.length > Number(MaxLength))
      return `String must be no longer than ${MaxLength} characters`;
    if (MinLength !== undefined && value.length < Number(MinLength))
      return `String must be no shorter than ${MinLength} characters`;
    return undefined;
  },
  Number({ NumberAttributeConstraints: { MinValue, MaxValue } = {} }, value) {
    if (!/^-?[0-9]+(\.[0-9]+)?$/.test(value)) return "Value must be a number";
    if (MaxValue !== undefined && Number(value) > Number(MaxValue)) return `Number must be no greater than ${MaxValue}`;
    if (MinValue !== undefined && Number(value) < Number(MinValue)) return `Number must be no less than ${MinValue}`;
    return undefined;
  },
  Boolean: (_schema, value) => (/^(true|false)$/i.test(value) ? undefined : "Value must be true or false"),
  DateTime: (_schema, value) => (Number.isNaN(Date.parse(value)) ? "Value must be a date" : undefined),
};

/** What is wrong with one attribute. */
interface Fault {
  readonly name: string;
  readonly text: string;
}

/** What the pool's schema has against the values; an empty one takes the attribute away. */
function faultsOf(pool: Pool, attributes: Attributes): Fault[] {
  return Object.entries(attributes).flatMap(([name, value]) => {
    const schema = schemaAttribute(pool, name);
    if (!schema) return [{ name, text: "Attribute does not exist in the schema." }];
    const text = value === "" ? undefined : wrongValue[schema.AttributeDataType ?? "String"]?.(schema, value);
    return text ? [{ name, text }] : [];
  });
}

// What is wrong is told all at once, a line for each fault, and of new users in other words than of those who are there.

function refuseNew(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const lines = faults.map(({ name, text }) => `${name}: ${text}\n`).join("");
  fail("InvalidParameterException", `Attributes did not conform to the schema: ${lines}`);
}

function refuseChange(faults: readonly Fault[]): void {
  if (faults.length > 0) {
    fail("InvalidParameterException", faults.map(({ name, text }) => `user.${name}: ${text}\n`).join(""));
  }
}

/** `sub` is in the schema, and never anybody's to choose; of contacts, it does not say what they look like. */
function checkForm(attributes: Attributes): void {
  refuseChangeOf(["sub"], Object.keys(attributes));
  const { email, phone_number } = attributes;
  if (email && !emailAddress.test(email)) fail("InvalidParameterException", "Invalid email address format.");
  if (phone_number && !phoneNumber.test(phone_number)) {
    fail("InvalidParameterException", "Invalid phone number format.");
  }
}

/** Where it is a name to sign in with, a preferred username must not look like an alias of another kind, as no username may. */
function checkPreferredUsername(pool: Pool, { preferred_username }: Attributes): void {
  if (preferred_username && aliasAttributes(pool).includes("preferred_username")) {
    refuseAliasForm(pool, "Preferred username", preferred_username);
  }
}

/** Who makes a user. All but an administrator must bring along what the pool requires. */
export type Maker = "themselves" | "administrator" | "import job";

/** Throws InvalidParameterException for what a new user cannot have, and for what is required and missing. */
export function checkNewValues(pool: Pool, attributes: Attributes, maker: Maker): void {
  checkForm(attributes);
  if (maker === "administrator") checkTyped(pool, attributes);
  refuseNew([...(maker === "administrator" ? [] : lacking(pool, attributes)), ...faultsOf(pool, attributes)]);
  checkPreferredUsername(pool, attributes);
}

/** An administrator is told in its own way of an attribute of the pool's own that is none. */
function checkTyped(pool: Pool, attributes: Attributes): void {
  const name = Object.keys(attributes).find((name) => /^(custom|dev):/.test(name) && !schemaAttribute(pool, name));
  if (!name) return;
  const text = `Type for attribute {${name}} could not be determined`;
  fail("InvalidParameterException", `Attributes did not conform to the schema: ${text}`);
}

/**
 * Throws InvalidParameterException for attributes that the pool's schema does not know or whose values it does not take,
 * and for a preferred username that would lead to somebody else.
 */
export function checkValues(pool: Pool, changes: Attributes): void {
  checkForm(changes);
  refuseChange(faultsOf(pool, changes));
  checkPreferredUsername(pool, changes);
}

/** Names of required attributes that are missing. `sub` is not asked for: the service makes it. */
export const missingRequired = (pool: Pool, attributes: Attributes): string[] =>
  pool.settings.SchemaAttributes.filter(
    ({ Name, Required }) => Required && Name !== "sub" && !attributes[Name ?? ""],
  ).map(({ Name }) => Name as string);

const lacking = (pool: Pool, attributes: Attributes): Fault[] =>
  missingRequired(pool, attributes).map((name) => ({ name, text: "The attribute is required" }));

/**
 * Throws InvalidParameterException when a value would change that is set when the user is made, or then never
 * (AWS: SchemaAttributeType, Mutable).
 */
export function checkMutable(pool: Pool, before: Attributes, changes: Attributes): void {
  const fixed = Object.entries(changes).filter(
    ([name, value]) => schemaAttribute(pool, name)?.Mutable === false && before[name] !== value,
  );
  refuseChange(fixed.map(([name]) => ({ name, text: "Attribute cannot be updated." })));
}

/**
 * `before` with `changes` in it: an empty value deletes, and a new e-mail address or phone number
 * is not verified unless the same change says so (AWS: AdminUpdateUserAttributes).
 */
export function changeAttributes(before: Attributes, changes: Attributes): Attributes {
  const after: Record<string, string> = { ...before, ...changes };
  for (const contact of ["email", "phone_number"] as const) {
    const changed = changes[contact] !== undefined && changes[contact] !== before[contact];
    if (changed && changes[`${contact}_verified`] === undefined) after[`${contact}_verified`] = "false";
    if (changes[contact] === "") delete after[`${contact}_verified`];
  }
  return Object.fromEntries(Object.entries(after).filter(([, value]) => value !== ""));
}
