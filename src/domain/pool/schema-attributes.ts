import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import { attributeConstraints } from "./attribute-constraints.ts";

const basics = { DeveloperOnlyAttribute: false, Mutable: true, Required: false } as const;

const string = (Name: string, MinLength = "0", MaxLength = "2048"): SchemaAttributeType => ({
  Name,
  AttributeDataType: "String",
  ...basics,
  StringAttributeConstraints: { MinLength, MaxLength },
});

const flag = (Name: string): SchemaAttributeType => ({ Name, AttributeDataType: "Boolean", ...basics });

/** What every pool's people can have (OpenID Connect Core section 5.1), in AWS's order. */
const standardAttributes: readonly SchemaAttributeType[] = [
  { ...string("sub", "1"), Mutable: false, Required: true },
  string("name"),
  string("given_name"),
  string("family_name"),
  string("middle_name"),
  string("nickname"),
  string("preferred_username"),
  string("profile"),
  string("picture"),
  string("website"),
  string("email"),
  flag("email_verified"),
  string("gender"),
  string("birthdate", "10", "10"),
  string("zoneinfo"),
  string("locale"),
  string("phone_number"),
  flag("phone_number_verified"),
  string("address"),
  { Name: "updated_at", AttributeDataType: "Number", ...basics, NumberAttributeConstraints: { MinValue: "0" } },
];

/** What a pool's people have beside them once there are providers to sign in with; nobody writes it. */
export const identitiesSchema: SchemaAttributeType = {
  Name: "identities",
  AttributeDataType: "String",
  ...basics,
  StringAttributeConstraints: {},
};

const isStandard = ({ Name }: SchemaAttributeType): boolean =>
  standardAttributes.some((standard) => standard.Name === Name);

const refuse = (text: string): never => fail("InvalidParameterException", text);

/**
 * A new pool's attributes: the standard ones, as `declared` (CreateUserPool's Schema) changes them, then the custom ones
 * under their full names (`custom:…`, `dev:…`). Throws InvalidParameterException.
 */
export function schemaAttributes(declared: readonly SchemaAttributeType[] = []): SchemaAttributeType[] {
  const described = declared.map((attribute) =>
    isStandard(attribute) ? standardAttribute(attribute) : customAttribute(attribute),
  );
  const names = described.map(({ Name }) => Name);
  const duplicate = names.find((name, index) => names.indexOf(name) < index);
  if (duplicate) refuse(`Duplicate custom attribute names ${duplicate} are not allowed in a user pool schema.`);
  const standard = standardAttributes.map(
    (attribute) => described.find(({ Name }) => Name === attribute.Name) ?? attribute,
  );
  return [...standard, ...described.filter((attribute) => !isStandard(attribute))];
}

/** One of AWS's own: whether it is required and may change, and its bounds, are the pool's choice. */
function standardAttribute(declared: SchemaAttributeType): SchemaAttributeType {
  const standard = standardAttributes.find(({ Name }) => Name === declared.Name) as SchemaAttributeType;
  const { Name, AttributeDataType } = standard;
  if (declared.DeveloperOnlyAttribute || (declared.AttributeDataType ?? AttributeDataType) !== AttributeDataType) {
    const what = "change AttributeDataType or set developerOnlyAttribute";
    refuse(`You can not ${what} for standard schema attribute ${Name}`);
  }
  return {
    ...standard,
    Mutable: declared.Mutable ?? standard.Mutable,
    Required: declared.Required ?? standard.Required,
    ...attributeConstraints(standard, declared),
  };
}

/**
 * An attribute of the pool's own, under its full name. It cannot be required, for those who are there already have none.
 * Throws InvalidParameterException.
 */
export function customAttribute(declared: SchemaAttributeType): SchemaAttributeType {
  const { AttributeDataType, DeveloperOnlyAttribute = false, Mutable = true, Required } = declared;
  if (!declared.Name) refuse("Attribute name is required in a user pool schema.");
  if (!AttributeDataType) {
    refuse("Invalid AttributeDataType input, consider using the provided AttributeDataType enum.");
  }
  if (Required) refuse("Required custom attributes are not supported currently.");
  const Name = `${DeveloperOnlyAttribute ? "dev" : "custom"}:${declared.Name}`;
  const attribute = { Name, AttributeDataType, DeveloperOnlyAttribute, Mutable, Required: false };
  return { ...attribute, ...attributeConstraints(attribute, declared) };
}
