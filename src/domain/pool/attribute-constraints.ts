import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";

/** The bounds of an attribute's values; the API writes them as text. */
type Constraints = Pick<SchemaAttributeType, "StringAttributeConstraints" | "NumberAttributeConstraints">;

const longestValue = 2048;

const refuse = (text: string): never => fail("InvalidParameterException", text);

/**
 * The bounds that go with the attribute's type: its own, as `declared` changes them. None that are given, and an
 * attribute of text or numbers has an empty object. Throws InvalidParameterException.
 */
export function attributeConstraints(attribute: SchemaAttributeType, declared: Constraints): Constraints {
  const name = attribute.Name as string;
  if (attribute.AttributeDataType === "String") {
    const bounds = { ...attribute.StringAttributeConstraints, ...declared.StringAttributeConstraints };
    const least = bound(name, "StringAttributeConstraints", bounds.MinLength) ?? 0;
    const greatest = bound(name, "StringAttributeConstraints", bounds.MaxLength) ?? longestValue;
    if (Math.min(least, greatest) < 0) refuse(`Invalid StringAttributeConstraints for schema attribute ${name}`);
    if (Math.max(least, greatest) > longestValue) {
      refuse(`user.${name}: String attributes cannot have a length of more than ${longestValue}`);
    }
    if (least > greatest) refuse(`Attribute ${name} cannot have a max length shorter than it's min length`);
    return { StringAttributeConstraints: bounds };
  }
  if (attribute.AttributeDataType === "Number") {
    const bounds = { ...attribute.NumberAttributeConstraints, ...declared.NumberAttributeConstraints };
    const least = bound(name, "NumberAttributeConstraints", bounds.MinValue) ?? Number.NEGATIVE_INFINITY;
    const greatest = bound(name, "NumberAttributeConstraints", bounds.MaxValue) ?? Number.POSITIVE_INFINITY;
    if (least > greatest) refuse(`Attribute ${name} cannot have a max value smaller than it's min value`);
    return { NumberAttributeConstraints: bounds };
  }
  return {};
}

function bound(name: string, member: keyof Constraints, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^-?[0-9]{1,15}$/.test(text)) refuse(`Invalid ${member} for schema attribute ${name}`);
  return Number(text);
}
