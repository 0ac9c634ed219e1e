import * as z from "zod";
import { fail } from "../../errors.ts";
import { type Constraints, constraintsOf, isSensitive } from "../../operations/shapes/constraints.ts";

/**
 * `input` as `type` describes it, without the members that it does not know. Throws InvalidParameterException with
 * every violated constraint in one message, in AWS's words; or SerializationException for the first value of a wrong
 * kind, which comes alone.
 */
export function validate<Type extends z.ZodType>(type: Type, input: unknown): z.output<Type> {
  const result = type.safeParse(input);
  return result.success ? result.data : refuse(type, input, result.error.issues);
}

function refuse(type: z.ZodType, input: unknown, issues: readonly z.core.$ZodIssue[]): never {
  const violations = issues.map((issue) => ({ issue, place: find(type, input, issue.path) }));
  for (const { issue, place } of violations) {
    if (isWrongKind(issue, place.value)) fail("SerializationException", wrongKind(place));
  }
  const complaints = new Map<string, Complaint>();
  for (const { issue, place } of violations.sort(byPath)) {
    const complaint = complain(issue, place);
    const key = `${complaint.place.path} ${complaint.rule}`;
    // A list is refused as a whole: once, and printed once, or a long one would be printed for each wrong element.
    if (!complaints.has(key)) complaints.set(key, complaint);
  }
  const errors = complaints.size === 1 ? "error" : "errors";
  function message(value: (complaint: Complaint) => string): string {
    const sentences = [...complaints.values()].map((complaint) => sentence(complaint, value(complaint)));
    return `${complaints.size} validation ${errors} detected: ${sentences.join("; ")}`;
  }
  // AWS prints values that the log must not hold: a code with a blank in it is still somebody's code.
  fail(
    "InvalidParameterException",
    message(quoted),
    message(() => ""),
  );
}

/** As recorded: password before username, confirmationCode before password, whatever their order in the model. */
const byPath = ({ place: one }: { place: Place }, { place: other }: { place: Place }): number =>
  one.path < other.path ? -1 : one.path > other.path ? 1 : 0;

/** Where in the input an issue lies. */
interface Place {
  readonly type: z.ZodType;
  readonly value: unknown;
  /** In AWS's notation: `userAttributes.1.member.name`. */
  readonly path: string;
  /** Its own type is sensitive, or that of something around it or directly in it. */
  readonly masked: boolean;
  /** The list or map of which this is an element. */
  readonly holder?: Place;
}

const find = (type: z.ZodType, value: unknown, path: readonly PropertyKey[]): Place =>
  path.map(String).reduce<Place>(descend, { type, value, path: "", masked: isSecret(type) });

function descend(from: Place, step: string): Place {
  const value = (from.value as Record<string, unknown>)[step];
  const at = (inner: z.core.SomeType, name: string, holder?: Place): Place => {
    const type = required(inner);
    const path = from.path ? `${from.path}.${name}` : name;
    return { type, value, path, masked: from.masked || isSecret(type), holder };
  };
  const { type } = from;
  if (type instanceof z.ZodArray) return at(type.element, `${Number(step) + 1}.member`, from);
  if (type instanceof z.ZodRecord) return at(type.valueType, `${step}.member`, from);
  if (type instanceof z.ZodObject) return at(type.shape[step], decapitalize(step));
  throw new TypeError(`A ${type.type} has nothing inside.`);
}

const decapitalize = (member: string): string => member.charAt(0).toLowerCase() + member.slice(1);

const required = (type: z.core.SomeType): z.ZodType =>
  type instanceof z.ZodOptional ? required(type.unwrap()) : (type as z.ZodType);

/** A list or map of secrets is one too: it would be printed with what it holds. */
function isSecret(type: z.ZodType): boolean {
  const elements = type instanceof z.ZodArray ? type.element : type instanceof z.ZodRecord ? type.valueType : undefined;
  return isSensitive(type) || (elements !== undefined && isSensitive(required(elements)));
}

const isComposite = (type: z.ZodType): boolean =>
  type instanceof z.ZodObject || type instanceof z.ZodArray || type instanceof z.ZodRecord;

/** What is wrong, and with which part of the input. */
interface Complaint {
  readonly place: Place;
  readonly rule: string;
}

function complain(issue: z.core.$ZodIssue, place: Place): Complaint {
  const { type, holder } = place;
  // AWS checks a list or map of plain values as one value, and recites all that holds for its elements.
  if (holder?.type instanceof z.ZodRecord && issue.code === "invalid_key") {
    const keys = recite(holder.type.keyType as z.ZodType);
    return { place: holder, rule: `Map keys must satisfy constraint: [${keys}]` };
  }
  if (holder && !isComposite(type)) {
    const elements = holder.type instanceof z.ZodRecord ? "Map value" : "Member";
    return { place: holder, rule: `${elements} must satisfy constraint: [${recite(type)}]` };
  }
  return { place, rule: rule(issue, place) };
}

const sentence = ({ place: { path }, rule }: Complaint, value: string): string =>
  `Value ${value}at '${path}' failed to satisfy constraint: ${rule}`;

function quoted({ place: { type, value, masked } }: Complaint): string {
  if (masked) return "";
  if (value === undefined) return "null ";
  const printed = print(type, value);
  return printed === undefined ? "" : `'${printed}' `;
}

/** What one print holds of structures: each member that is not there is printed too, so short input prints long. */
const mostStructures = 1000;

/** As Java prints a value. Without a name of its structure nothing is: what AWS would print is not known. */
function print(type: z.ZodType | undefined, value: unknown): string | undefined {
  if (!isObject(value)) return String(value);
  if (type instanceof z.ZodObject) return printStructure(type, value);
  const parts = Object.entries(value);
  const inner = type instanceof z.ZodArray ? type.element : type instanceof z.ZodRecord ? type.valueType : undefined;
  const element = inner && required(inner);
  // What is too long was not looked into: in it there may be anything.
  const isKnown = element instanceof z.ZodObject && parts.length <= mostStructures;
  if (!isKnown && parts.some(([, part]) => isObject(part))) return undefined;
  const printed = parts.map(([, part]) => print(element, part));
  if (printed.includes(undefined)) return undefined;
  if (Array.isArray(value)) return `[${printed.join(", ")}]`;
  return `{${parts.map(([key], index) => `${key}=${printed[index]}`).join(", ")}}`;
}

function printStructure(type: z.ZodObject, value: object): string | undefined {
  const { name } = constraintsOf(type);
  const parts: Readonly<Record<string, unknown>> = { ...value };
  const members = Object.entries(type.shape).map(([member, inner]) => {
    const printed = print(required(inner), parts[member] ?? null);
    return printed === undefined ? undefined : `${decapitalize(member)}=${printed}`;
  });
  const isKnown = name !== undefined && !Array.isArray(value) && !members.includes(undefined);
  return isKnown ? `${name}(${members.join(", ")})` : undefined;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const atLeast = (what: string, bound: number | bigint) => `Member must have ${what} greater than or equal to ${bound}`;
const atMost = (what: string, bound: number | bigint) => `Member must have ${what} less than or equal to ${bound}`;
const matching = (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`;
const oneAmong = (values: readonly string[]) =>
  `Member must satisfy enum value set: [${[...values].sort(inServiceOrder).join(", ")}]`;

function rule(issue: z.core.$ZodIssue, { type, value }: Place): string {
  const { pattern, values } = constraintsOf(type);
  if (value === undefined) return "Member must not be null";
  if (issue.code === "too_small") return atLeast(typeof value === "number" ? "value" : "length", issue.minimum);
  if (issue.code === "too_big") return atMost(typeof value === "number" ? "value" : "length", issue.maximum);
  if (issue.code === "invalid_format" && pattern) return matching(pattern);
  if (issue.code === "invalid_value" && values) return oneAmong(values);
  throw new TypeError(`AWS has no words for ${issue.code}.`);
}

function recite(type: z.ZodType): string {
  const { min, max, pattern, values }: Constraints = constraintsOf(type);
  return [
    max === undefined ? [] : atMost("length", max),
    min === undefined ? [] : atLeast("length", min),
    pattern === undefined ? [] : matching(pattern),
    values === undefined ? [] : oneAmong(values),
  ]
    .flat()
    .join(", ");
}

/** AWS lists an enum's values as a hash table holds them; so stand all lists that were recorded, of up to eight. */
const inServiceOrder = (one: string, other: string): number => bucket(one) - bucket(other) || (one < other ? -1 : 1);

/** The low five bits of Java's String.hashCode. */
function bucket(value: string): number {
  let hash = 0;
  for (let index = 0; index < value.length; index++) hash = (hash * 31 + value.charCodeAt(index)) % 32;
  return hash;
}

const isWrongKind = (issue: z.core.$ZodIssue, value: unknown): boolean =>
  value !== undefined &&
  (issue.code === "invalid_type" || (issue.code === "invalid_value" && typeof value !== "string"));

function wrongKind({ type, value }: Place): string {
  if (Array.isArray(value)) return "Start of list found where not expected";
  if (isObject(value)) return "Start of structure or map found where not expected.";
  if (type instanceof z.ZodArray) return "Expected list or null";
  if (type instanceof z.ZodRecord) return "Expected map or null";
  if (type instanceof z.ZodObject) return "Expected null";
  return `${jsonKind(value)}_VALUE can not be converted to ${javaKind(type)}`;
}

const jsonKind = (value: unknown): string =>
  typeof value === "boolean" ? String(value).toUpperCase() : (typeof value).toUpperCase();

function javaKind(type: z.ZodType): string {
  if (constraintsOf(type).blob) return "a Blob";
  if (type instanceof z.ZodNumber) return "an Integer";
  return type instanceof z.ZodBoolean ? "a Boolean" : "a String";
}
