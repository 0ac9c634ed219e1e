import { fail } from "../../errors.ts";
import type { Settings } from "./branding.ts";
import { cognitoStyle } from "./cognito-style.ts";
import { isMembers } from "./merge-settings.ts";

/** `UnknownProperty` is AWS's word; its others are not on record. */
interface Violation {
  readonly property: string;
  readonly errorType: "UnknownProperty" | "InvalidType" | "InvalidValue";
}

const mostNamed = 50;

/** Holds settings to the names and kinds of value that managed login knows. Throws InvalidParameterException. */
export function checkSettings(settings: Settings): void {
  const violations = violationsIn(settings, cognitoStyle, "$");
  if (violations.length === 0) return;
  const list = violations
    .slice(0, mostNamed)
    .map(({ property, errorType }) => `{property: ${property}, errorType: ${errorType}}`);
  fail("InvalidParameterException", `Invalid settings provided. Validation errors: [${list.join(", ")}]`);
}

/** What is wrong with `given` where Cognito's own style has `known`. */
function violationsIn(given: unknown, known: unknown, property: string): Violation[] {
  if (Array.isArray(known)) return violationsInList(given, known, property);
  if (isMembers(known)) return violationsInMembers(given, known, property);
  if (typeof given !== typeof known) return [{ property, errorType: "InvalidType" }];
  const isWrong = isColor(known) ? !isColor(given) : typeof given === "number" && given < 0;
  return isWrong ? [{ property, errorType: "InvalidValue" }] : [];
}

function violationsInMembers(given: unknown, known: Settings, property: string): Violation[] {
  if (!isMembers(given)) return [{ property, errorType: "InvalidType" }];
  const { custom, standard } = cognitoStyle.components.idpButton;
  return Object.entries(given).flatMap(([name, value]) => {
    const here = `${property}.${name}`;
    if (known === custom) return violationsIn(value, standard, here);
    return Object.hasOwn(known, name)
      ? violationsIn(value, known[name], here)
      : [{ property: here, errorType: "UnknownProperty" }];
  });
}

/** Each entry is of the kind of the first that Cognito has; lists without one are of names. */
function violationsInList(given: unknown, [first = ""]: unknown[], property: string): Violation[] {
  if (!Array.isArray(given)) return [{ property, errorType: "InvalidType" }];
  return given.flatMap((entry, index) => violationsIn(entry, first, `${property}[${index}]`));
}

const isColor = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f]{8}$/i.test(value);
