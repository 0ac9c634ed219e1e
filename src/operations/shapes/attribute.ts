import * as z from "zod";
import { oneOf, sensitive, structure, text } from "./constraints.ts";
import { StringType } from "./primitive.ts";

export const AttributeName = text({ min: 1, max: 32, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+" });

export const AttributeValue = sensitive(text({ max: 2048 }));

export const Attribute = z.object({ Name: AttributeName, Value: AttributeValue.optional() });

export const AttributeList = z.array(Attribute);

export const AttributeNameList = z.array(AttributeName);

export const VerifiedAttribute = oneOf("phone_number", "email");

export const AliasAttribute = oneOf("phone_number", "email", "preferred_username");

export const UsernameAttribute = oneOf("phone_number", "email");

export const CustomAttributeName = text({ min: 1, max: 20, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" });

export const AttributeDataType = oneOf("String", "Number", "DateTime", "Boolean");

export const NumberAttributeConstraints = structure("NumberAttributeConstraintsType", {
  MinValue: StringType.optional(),
  MaxValue: StringType.optional(),
});

export const StringAttributeConstraints = structure("StringAttributeConstraintsType", {
  MinLength: StringType.optional(),
  MaxLength: StringType.optional(),
});

/** One attribute that a pool's people can have. */
export const SchemaAttribute = structure("SchemaAttributeType", {
  Name: CustomAttributeName.optional(),
  AttributeDataType: AttributeDataType.optional(),
  DeveloperOnlyAttribute: z.boolean().optional(),
  Mutable: z.boolean().optional(),
  Required: z.boolean().optional(),
  NumberAttributeConstraints: NumberAttributeConstraints.optional(),
  StringAttributeConstraints: StringAttributeConstraints.optional(),
});

export const SchemaAttributesList = z.array(SchemaAttribute).min(1).max(50);

/** Of AddCustomAttributes; of CreateUserPool, see SchemaAttributesList. */
export const CustomAttributesList = z.array(SchemaAttribute).min(1).max(25);
