import { fail } from "../../errors.ts";
import { type SearchableAttribute, searchableAttributes } from "./identifiers.ts";

/** What ListUsers can be asked for: one attribute, equal to a value or beginning with it. */
export interface UserFilter {
  readonly attribute: SearchableAttribute | "username" | "sub" | "cognito:user_status" | "status";
  readonly operator: "=" | "^=";
  readonly value: string;
}

const attributes: readonly string[] = [...searchableAttributes, "username", "sub", "cognito:user_status", "status"];

// name, operator, value in double quotes; inside them \" and \\ stand for themselves.
const grammar = /^\s*"?([\w:-]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/su;

/**
 * Reads a ListUsers filter such as `email ^= "jo"`. An empty one asks for everybody.
 * Throws InvalidParameterException in the words of the ListUsers operation (AWS API reference).
 */
export function parseUserFilter(text: string): UserFilter | undefined {
  if (text.trim() === "") return undefined;
  const [, attribute = "", operator, value = ""] = grammar.exec(text) ?? [];
  if (!operator) fail("InvalidParameterException", "Error while parsing filter");
  if (!attributes.includes(attribute)) fail("InvalidParameterException", `Invalid search attribute: ${attribute}`);
  return {
    attribute: attribute as UserFilter["attribute"],
    operator: operator as UserFilter["operator"],
    value: value.replaceAll(/\\(.)/gsu, "$1"),
  };
}
