import type { AttributeType, SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Client } from "../client/client.ts";
import { type Pool, schemaAttribute } from "../pool/pool.ts";
import { identitiesAttribute } from "./identities.ts";
import type { User } from "./user.ts";

/** Attribute values by name, as users hold them. */
export type Attributes = Readonly<Record<string, string>>;

/** The API's list form to values by name; a later entry of the same name wins, a missing value is an empty one. */
export const fromList = (list: readonly AttributeType[] = []): Attributes =>
  Object.fromEntries(list.map(({ Name, Value }) => [Name as string, Value ?? ""]));

/** The change that takes these attributes away: an empty value deletes. */
export const deletionOf = (names: readonly string[]): Attributes => Object.fromEntries(names.map((name) => [name, ""]));

/** Values by name to the API's list form, `sub` first. */
export const toList = (user: Pick<User, "sub" | "attributes">): AttributeType[] => [
  { Name: "sub", Value: user.sub },
  ...Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
];

/** Never written by an app: the service decides what is verified, and what a sub is. */
const neverWritable = new Set(["sub", "email_verified", "phone_number_verified"]);

/**
 * Throws NotAuthorizedException when this client may not write one of the attributes. Those that begin with `dev:` are
 * developers' own (AWS: SchemaAttributeType, DeveloperOnlyAttribute).
 */
export function checkWritable(client: Client, attributes: Attributes): void {
  const listed = client.settings.WriteAttributes;
  for (const name of Object.keys(attributes)) {
    const forbidden = neverWritable.has(name) || name.startsWith("dev:");
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
      return `String must be no longer than ${MaxLength}`;
    if (MinLength !== undefined && value.length < Number(MinLength))
      return `String must be no shorter than ${MinLength}`;
    return undefined;
  },
  Number({ NumberAttributeConstraints: { MinValue, MaxValue } = {} }, value) {
    if (!/^-?[0-9]+(\.[0-9]+)?$/.test(value)) return "Value must be a number";
    if (MaxValue !== undefined && Number(value) > Number(MaxValue)) return `Number must be no greater than ${MaxValue}`;
    if (MinValue !== undefined && Number(value) < Number(MinValue)) return `Number must be no less than ${MinValue}`;
    return undefined;
  },
  Boolean: (_schema, value) => (/^(true|false)$/.test(value) ? undefined : "Value must be true or false"),
  DateTime: (_schema, value) => (Number.isNaN(Date.parse(value)) ? "Value must be a date" : undefined),
};

/** Throws InvalidParameterException for attributes that the pool's schema does not know or whose values it does not take. */
export function checkValues(pool: Pool, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const schema = schemaAttribute(pool, name);
    if (!schema) {
      fail(
        "InvalidParameterException",
        name.startsWith("custom:") || name.startsWith("dev:")
          ? `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`
          : `${name}: Attribute does not exist in the schema.\n`,
      );
    }
    // `sub` is in the schema, and never anybody's to choose.
    if (name === "sub") fail("InvalidParameterException", "Cannot modify the non-mutable attribute sub");
    if (value === "") continue; // deletes the attribute
    if (name === "email" && !emailAddress.test(value))
      fail("InvalidParameterException", "Invalid email address format.");
    if (name === "phone_number" && !phoneNumber.test(value)) {
      fail("InvalidParameterException", "Invalid phone number format.");
    }
    const wrong = wrongValue[schema.AttributeDataType ?? "String"]?.(schema, value);
    if (wrong) fail("InvalidParameterException", `user.${name}: ${wrong}\n`);
  }
}

/** Names of required attributes that are missing. `sub` is not asked for: the service makes it. */
export const missingRequired = (pool: Pool, attributes: Attributes): string[] =>
  pool.settings.SchemaAttributes.filter(
    ({ Name, Required }) => Required && Name !== "sub" && !attributes[Name ?? ""],
  ).map(({ Name }) => Name as string);

/** Throws InvalidParameterException when a required attribute is missing. */
export function checkRequired(pool: Pool, attributes: Attributes): void {
  const missing = missingRequired(pool, attributes);
  if (missing.length === 0) return;
  const clauses = missing.map((name) => `${name}: The attribute is required\n`).join("");
  fail("InvalidParameterException", `Attributes did not conform to the schema: ${clauses}`);
}

/**
 * Throws InvalidParameterException when a value would change that is set when the user is made, or then never
 * (AWS: SchemaAttributeType, Mutable).
 */
export function checkMutable(pool: Pool, before: Attributes, changes: Attributes): void {
  for (const [name, value] of Object.entries(changes)) {
    if (schemaAttribute(pool, name)?.Mutable === false && before[name] !== value) {
      fail("InvalidParameterException", `user.${name}: Attribute cannot be updated.\n`);
    }
  }
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
