import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { validate } from "../../src/http/aws-json/validation.ts";
import { constraintsOf } from "../../src/operations/shapes/constraints.ts";
import * as shapes from "../../src/operations/shapes/index.ts";
import { CreateUserPool, UpdateUserPool, UpdateUserPoolClient } from "./inputs.ts";

describe("a pattern", () => {
  it.each([
    ["must match the whole string", shapes.ClientId, "abc", ["abc\n", "abc!", "", " abc"]],
    [
      "takes letters and signs of every script",
      shapes.Username,
      "Grüße-日本語-e\u0301-☺",
      ["a b", "a\u0000", "\ud800"],
    ],
    [
      "knows ASCII white space alone, as Java does",
      shapes.ConfirmationCode,
      "no\u00a0break",
      ["line\nfeed", "vertical\vtab"],
    ],
    [
      "lets a space stand within a password, not at an end",
      shapes.Password,
      "two words",
      [" led", "trailed ", "x", " ".repeat(9)],
    ],
    [
      "admits white space in templates, but ASCII alone",
      shapes.EmailVerificationSubject,
      "Your\n code",
      ["no\u00a0break"],
    ],
    ["lets an invitation by SMS run over lines", shapes.SmsInviteMessage, "{username}\n{####}", ["short"]],
    ["lets an SMS with a code run over lines", shapes.SmsVerificationMessage, "Code\n{####}\n.", ["Code ####"]],
    ["wants a hyphen where it stands", shapes.TokenModel, "eyJ-_.=", ["eyJ+", "eyJ/"]],
    ["may be empty where it is optional", shapes.OptionalArn, "", ["arn:"]],
    [
      "wants the link's both marks",
      shapes.EmailVerificationMessageByLink,
      "{##Verify##}",
      ["{##Verify", "##}Verify{##"],
    ],
  ])("%s", (_rule, type, right, wrong) => {
    expect(type.safeParse(right).success).toBe(true);
    expect(wrong.filter((value) => type.safeParse(value).success)).toEqual([]);
  });

  const rewritten = {
    SmsVerificationMessage: shapes.SmsVerificationMessage,
    EmailVerificationMessage: shapes.EmailVerificationMessage,
    EmailVerificationMessageByLink: shapes.EmailVerificationMessageByLink,
    EmailAddress: shapes.EmailAddress,
  };

  it.each(Object.entries(rewritten))("accepts for %s what AWS's own expression accepts", (_name, type) => {
    const { pattern = "", min = 0, max = Number.POSITIVE_INFINITY } = constraintsOf(type);
    const own = new RegExp(`^(?:${pattern.replaceAll("(?s)", "")})$`, pattern.startsWith("(?s)") ? "su" : "u");
    const pieces = fc.constantFrom("{####}", "{##", "##}", "{", "#", "}", "@", "a", " ", "\n", "\u0000");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (chosen) => {
        const value = chosen.join("");
        const fits = value.length >= min && value.length <= max && own.test(value);
        expect(type.safeParse(value).success).toBe(fits);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(Object.entries(rewritten))("answers a megabyte that is made to stall %s at once", (_name, type) => {
    const started = performance.now();
    for (const piece of ["{####}", "{##", "##}", "@", "{##a@"]) type.safeParse(`${piece.repeat(200_000)}\u0000`);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("the shapes", () => {
  /** A structure of the SDK's own model: [kind, namespace, name, traits, members, their types, how many are required]. */
  type Structure = readonly [3, string, string, unknown, readonly string[], readonly unknown[], number?];
  const structures = new Map(
    Object.values(sdk).flatMap((schema) => {
      const structure = schema as unknown as Structure;
      return Array.isArray(schema) && structure[0] === 3 ? [[structure[2], structure] as const] : [];
    }),
  );
  const inModel = (name: string) => {
    const [, , , , members, , required = 0] = structures.get(name)!;
    return { required: members.slice(0, required).toSorted(), all: members.toSorted() };
  };
  const inShape = (type: z.ZodObject) => {
    const all = Object.keys(type.shape).toSorted();
    return { required: all.filter((name) => !type.shape[name]!.safeParse(undefined).success), all };
  };

  const ours = Object.entries(shapes).flatMap(([name, type]) =>
    type instanceof z.ZodObject ? [[name, type] as const] : [],
  );
  it.each(ours)("%s has the members of the SDK's own model", (name, type) => {
    expect(inShape(type)).toEqual(inModel(structures.has(name) ? name : `${name}Type`));
  });

  it.each([
    ["CreateUserPoolRequest", CreateUserPool],
    ["UpdateUserPoolRequest", UpdateUserPool],
    ["UpdateUserPoolClientRequest", UpdateUserPoolClient],
  ])("the settings compose to %s", (name, type) => {
    expect(inShape(type)).toEqual(inModel(name));
  });

  it("infer types that the SDK's own accept", () => {
    const pool = { PoolName: "people" };
    const client = { UserPoolId: "us-east-1_Poolhouse", ClientId: "7lhf" };
    const created: sdk.CreateUserPoolRequest = validate(CreateUserPool, pool);
    const updated: sdk.UpdateUserPoolClientRequest = validate(UpdateUserPoolClient, client);
    expect([created, updated]).toEqual([pool, client]);
  });
});
