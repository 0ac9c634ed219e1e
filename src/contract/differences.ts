import { isObject } from "../domain/is-object.ts";
import { fits, holdsMask } from "./masks.ts";

/** Where a value is not what was expected. A mask in a text stands for anything. */
export function differences(value: unknown, expected: unknown, path: string): string[] {
  if (typeof value === "string" && typeof expected === "string" && holdsMask(expected) && fits(value, expected))
    return [];
  if (isObject(value) && isObject(expected)) {
    const members = new Set([...Object.keys(value), ...Object.keys(expected)]);
    return [...members].flatMap((name) => differences(value[name], expected[name], `${path}.${name}`));
  }
  if (Array.isArray(value) && Array.isArray(expected) && value.length === expected.length) {
    return value.flatMap((element, index) => differences(element, expected[index], `${path}.${index}`));
  }
  if (JSON.stringify(value) === JSON.stringify(expected)) return [];
  return [`${path}: is ${shown(value)}, and was ${shown(expected)}`];
}

const longest = 200;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
