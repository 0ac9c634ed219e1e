import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { fail } from "../../errors.ts";
import type { Services } from "../services.ts";
import { type Pool, schemaAttribute } from "./pool.ts";
import { customAttribute } from "./schema-attributes.ts";

/** AWS: quotas of user pools. */
const mostCustomAttributes = 50;

const isCustom = ({ Name = "" }: SchemaAttributeType): boolean => /^(custom|dev):/.test(Name);

/** The pool with more attributes of its own; none can be taken away again. Throws InvalidParameterException. */
export function addCustomAttributes(
  { clock }: Pick<Services, "clock">,
  pool: Pool,
  declared: readonly SchemaAttributeType[],
): Pool {
  const added = declared.map(customAttribute);
  const names = added.map(({ Name = "" }) => Name);
  for (const [index, name] of names.entries()) {
    if (schemaAttribute(pool, name) || names.indexOf(name) < index) {
      fail("InvalidParameterException", `${name}: Existing attribute already has name ${name}.`);
    }
  }
  const SchemaAttributes = [...pool.settings.SchemaAttributes, ...added];
  if (SchemaAttributes.filter(isCustom).length > mostCustomAttributes) {
    fail("InvalidParameterException", `A user pool can have ${mostCustomAttributes} custom attributes at most.`);
  }
  return { ...pool, settings: { ...pool.settings, SchemaAttributes }, modifiedAt: clock.now() };
}
