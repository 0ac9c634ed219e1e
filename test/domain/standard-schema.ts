import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";

/** An attribute of text, as a pool's schema shows it. */
export const text = (Name: string, MinLength = "0", MaxLength = "2048"): SchemaAttributeType => ({
  ...{ Name, AttributeDataType: "String", DeveloperOnlyAttribute: false, Mutable: true, Required: false },
  StringAttributeConstraints: { MinLength, MaxLength },
});

const flag = (Name: string): SchemaAttributeType => ({
  ...{ Name, AttributeDataType: "Boolean", DeveloperOnlyAttribute: false, Mutable: true, Required: false },
});

/** The schema of a pool that was given none, as recorded at AWS. */
export const standardSchema: SchemaAttributeType[] = [
  { ...text("sub", "1"), Mutable: false, Required: true },
  ...["name", "given_name", "family_name", "middle_name", "nickname", "preferred_username"].map((name) => text(name)),
  ...["profile", "picture", "website", "email"].map((name) => text(name)),
  flag("email_verified"),
  text("gender"),
  text("birthdate", "10", "10"),
  ...["zoneinfo", "locale", "phone_number"].map((name) => text(name)),
  flag("phone_number_verified"),
  text("address"),
  {
    ...{ Name: "updated_at", AttributeDataType: "Number", DeveloperOnlyAttribute: false },
    ...{ Mutable: true, Required: false, NumberAttributeConstraints: { MinValue: "0" } },
  },
];
