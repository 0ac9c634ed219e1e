import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { schemaAttributes } from "../../src/domain/pool/schema-attributes.ts";
import { refusal } from "../aws-json/refusal.ts";
import { standardSchema, text } from "./standard-schema.ts";

describe("A pool's schema", () => {
  it("has the standard attributes, in AWS's order", () => {
    expect(schemaAttributes()).toEqual(standardSchema);
  });

  it("has custom attributes after the standard ones, which it may require", () => {
    const declared: SchemaAttributeType[] = [
      { Name: "tenant", AttributeDataType: "String", Mutable: false, StringAttributeConstraints: { MaxLength: "9" } },
      { Name: "email", Required: true, StringAttributeConstraints: { MinLength: "3" } },
      { Name: "score", AttributeDataType: "Number" },
      { Name: "notes", AttributeDataType: "String", DeveloperOnlyAttribute: true },
    ];
    expect(schemaAttributes(declared)).toEqual([
      ...standardSchema.map((attribute) =>
        attribute.Name === "email" ? { ...text("email", "3"), Required: true } : attribute,
      ),
      {
        ...{ Name: "custom:tenant", AttributeDataType: "String", DeveloperOnlyAttribute: false },
        ...{ Mutable: false, Required: false, StringAttributeConstraints: { MaxLength: "9" } },
      },
      {
        ...{ Name: "custom:score", AttributeDataType: "Number", DeveloperOnlyAttribute: false },
        ...{ Mutable: true, Required: false, NumberAttributeConstraints: {} },
      },
      {
        ...{ Name: "dev:notes", AttributeDataType: "String", DeveloperOnlyAttribute: true },
        ...{ Mutable: true, Required: false, StringAttributeConstraints: {} },
      },
    ]);
  });

  const conflicts: [what: string, declared: SchemaAttributeType[], message: string][] = [
    [
      "a custom attribute that stands twice",
      [
        { Name: "tenant", AttributeDataType: "String" },
        { Name: "tenant", AttributeDataType: "Number" },
      ],
      "Duplicate custom attribute names custom:tenant are not allowed in a user pool schema.",
    ],
    [
      "a required custom attribute",
      [{ Name: "tenant", AttributeDataType: "String", Required: true }],
      "Required custom attributes are not supported currently.",
    ],
    [
      "a custom attribute without a type",
      [{ Name: "tenant" }],
      "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.",
    ],
    [
      "a custom attribute without a name",
      [{ AttributeDataType: "String" }],
      "Attribute name is required in a user pool schema.",
    ],
    [
      "a standard attribute of another type",
      [{ Name: "email", AttributeDataType: "Number" }],
      "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
    ],
    [
      "a standard attribute for developers only",
      [{ Name: "email", DeveloperOnlyAttribute: true }],
      "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
    ],
    [
      "a greatest length below the least",
      [
        {
          ...{ Name: "tenant", AttributeDataType: "String" },
          StringAttributeConstraints: { MinLength: "10", MaxLength: "9" },
        },
      ],
      "Attribute custom:tenant cannot have a max length shorter than it's min length",
    ],
    [
      "a greatest value below the least",
      [
        {
          ...{ Name: "score", AttributeDataType: "Number" },
          NumberAttributeConstraints: { MinValue: "10", MaxValue: "-9" },
        },
      ],
      "Attribute custom:score cannot have a max value smaller than it's min value",
    ],
    [
      "a length that is no number",
      [{ Name: "tenant", AttributeDataType: "String", StringAttributeConstraints: { MaxLength: "many" } }],
      "Invalid StringAttributeConstraints for schema attribute custom:tenant",
    ],
    [
      "a length that no value has",
      [{ Name: "tenant", AttributeDataType: "String", StringAttributeConstraints: { MaxLength: "2049" } }],
      "user.custom:tenant: String attributes cannot have a length of more than 2048",
    ],
  ];
  it.each(conflicts)("is refused with %s", (_what, declared, message) => {
    expect(refusal(() => schemaAttributes(declared))).toMatchObject({ name: "InvalidParameterException", message });
  });
});
