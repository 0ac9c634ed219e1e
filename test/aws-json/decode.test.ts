import { describe, expect, it, onTestFinished, vi } from "vitest";
import { decode } from "../../src/http/aws-json/decode.ts";
import { refusal } from "./refusal.ts";

describe("decode", () => {
  const read = (body: string) => decode(Buffer.from(body));

  it.each([
    ["an empty body", "", {}],
    ["an object", '{"a":1,"b":{"c":["d"]}}', { a: 1, b: { c: ["d"] } }],
    ["null members as absent ones", '{"a":null,"b":{"c":null,"d":[1,null,{"e":null}]}}', { b: { d: [1, {}] } }],
    ["other scripts", '{"a":"日本語"}', { a: "日本語" }],
  ])("reads %s", (_what, body, value) => {
    expect(read(body)).toStrictEqual(value);
  });

  it.each([
    ["what is not JSON", "{"],
    ["what follows the object", "{} {}"],
    ["null", "null"],
    ["a string", '"x"'],
    ["a number", "1"],
  ])("refuses %s", (_what, body) => {
    expect(refusal(() => read(body)).name).toBe("SerializationException");
  });

  it("refuses a list in AWS's words", () => {
    expect(refusal(() => read("[]")).message).toBe("Start of list found where not expected");
  });

  it("refuses what is not UTF-8", () => {
    const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(refusal(() => decode(body)).name).toBe("SerializationException");
  });

  it("does not repeat what it could not read", () => {
    const error = refusal(() => read('{"Password":"Secret-1"'));
    expect(JSON.stringify([error.message, error.reason, error.cause])).not.toContain("Secret-1");
  });

  it.each([
    ["objects within objects", `${'{"a":'.repeat(500_000)}1${"}".repeat(500_000)}`],
    ["lists within lists", `{"a":${"[".repeat(500_000)}${"]".repeat(500_000)}}`],
    ["members", JSON.stringify(Object.fromEntries(Array.from({ length: 500_000 }, (_, index) => [index, null])))],
    ["elements", JSON.stringify({ UserAttributes: Array.from({ length: 500_000 }, () => ({})) })],
  ])("refuses half a million %s, and the stack holds", (_what, body) => {
    expect(refusal(() => read(body)).message).toBe("The request holds too many values.");
  });

  it("parses no body that is full of lists, and each that is full of text", () => {
    const parse = vi.spyOn(JSON, "parse");
    onTestFinished(() => parse.mockRestore());
    for (const full of ["[],", "{},", "1,"]) {
      expect(refusal(() => read(`{"a":[${full.repeat(50_000)}0]}`)).message).toBe("The request holds too many values.");
    }
    expect(parse).not.toHaveBeenCalled();
    const text = '[{,"\\\\'.repeat(50_000);
    expect(read(JSON.stringify({ a: text }))).toEqual({ a: text });
  });

  it("drops a member named __proto__ and keeps one named constructor", () => {
    const value = read('{"__proto__":{"admin":true},"Tags":{"__proto__":{"admin":true},"constructor":"x"}}');
    expect(value).toStrictEqual({ Tags: { constructor: "x" } });
    expect("admin" in value).toBe(false);
  });

  it("refuses the character U+0000 at any depth, which no database keeps", () => {
    const body = '{"UserAttributes":[{"Name":"name","Value":"a\\u0000b"}]}';
    expect(refusal(() => read(body)).name).toBe("SerializationException");
  });
});
