import { describe, expect, it } from "vitest";
import * as z from "zod";
import { validate } from "../../src/http/aws-json/validation.ts";
import * as shapes from "../../src/operations/shapes/index.ts";
import { CreateUserPool, SignUp } from "./inputs.ts";
import { refusal } from "./refusal.ts";

const signUp = { ClientId: "7lhfspbl6ijr4c5gh", Username: "ada" };
const pool = { PoolName: "people" };

describe("What validate lets through", () => {
  it("takes what is right and leaves out what it does not know, at every depth", () => {
    const input = { ...signUp, Shoe: 43, UserAttributes: [{ Name: "email", Value: "a@b.c", Verified: true }] };
    expect(validate(SignUp, input)).toEqual({ ...signUp, UserAttributes: [{ Name: "email", Value: "a@b.c" }] });
    expect(input.Shoe).toBe(43);
  });

  it("cuts a fraction off and takes a number beyond 32 bits for the greatest", () => {
    const type = z.object({ Limit: shapes.QueryLimitOrDefault, Precedence: shapes.Precedence });
    expect(validate(type, { Limit: 60.9, Precedence: 1e300 })).toEqual({ Limit: 60, Precedence: 2_147_483_647 });
    expect(refusal(() => validate(type, { Limit: 99_999_999_999, Precedence: 0 })).message).toContain("'99999999999'");
  });

  it("keeps keys that an object inherits apart from those that were sent", () => {
    const { UserPoolTags } = validate(CreateUserPool, { ...pool, UserPoolTags: { constructor: "tag" } });
    expect(UserPoolTags).toEqual({ constructor: "tag" });
    expect(refusal(() => validate(SignUp, JSON.parse('{"__proto__":{"Username":"ada"}}'))).message).toContain(
      "Value at 'username' failed to satisfy constraint: Member must not be null",
    );
  });
});
