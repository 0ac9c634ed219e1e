import { labelOf, type Shell, say } from "../shell.ts";
import { type Field, field } from "./field.ts";
import type { Html } from "./layout.ts";

const forms: Readonly<Record<string, Pick<Field, "type" | "autocomplete" | "placeholder">>> = {
  name: { autocomplete: "name" },
  given_name: { autocomplete: "given-name" },
  family_name: { autocomplete: "family-name" },
  middle_name: { autocomplete: "additional-name" },
  nickname: { autocomplete: "nickname" },
  preferred_username: { autocomplete: "nickname" },
  picture: { autocomplete: "photo", type: "url" },
  website: { autocomplete: "url", type: "url" },
  profile: { autocomplete: "off", type: "url" },
  email: { autocomplete: "email", type: "email", placeholder: "name@host.com" },
  gender: { autocomplete: "sex" },
  birthdate: { autocomplete: "bday", type: "date" },
  locale: { autocomplete: "language" },
  phone_number: { autocomplete: "tel", type: "tel", placeholder: "+14155550100" },
  address: { autocomplete: "street-address" },
  updated_at: { autocomplete: "off", type: "number" },
};

/** Asks for one of somebody's attributes. The field has Cognito's name. */
export const attributeField = (shell: Shell, attribute: string, { value, need }: Pick<Field, "value" | "need">): Html =>
  field({
    ...{ autocomplete: "off", ...forms[attribute], value, need },
    ...{ name: attributeName(attribute), id: `attribute-${attribute}`, label: labelOf(shell, attribute) },
    hint: attribute === "phone_number" ? say(shell, "phoneNumberHint") : undefined,
  });

export const attributeName = (attribute: string): string => `requiredAttributes[${attribute}]`;

/** The attributes in a form; what was left empty is not there. */
export const attributesIn = (form: Readonly<Partial<Record<string, string>>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => {
      const attribute = /^requiredAttributes\[(.+)\]$/.exec(name)?.[1];
      return attribute && value ? [[attribute, value]] : [];
    }),
  );
