import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "../../src/delivery/plain-text.ts";
import { asHtml } from "../../src/domain/message/templates.ts";

describe("The plain text of a mail", () => {
  it("breaks lines where HTML does", () => {
    expect(plainText("<p>Hello alice,</p><p>your code:<br/>123456</p><ul><li>one</li><li>two</li></ul>")).toBe(
      "Hello alice,\nyour code:\n123456\none\ntwo",
    );
  });

  it("shows where a link leads", () => {
    expect(plainText('Please <a class="x" href="https://shop.example/?a=1&amp;b=2"><b>verify</b></a>.')).toBe(
      "Please verify (https://shop.example/?a=1&b=2).",
    );
  });

  it("leaves out styles and scripts", () => {
    expect(
      plainText("<head><title>x</title></head><style>p { color: red }</style>Hello<script>alert(1)</script>"),
    ).toBe("Hello");
  });

  it("keeps a sign that opens no tag", () => {
    expect(plainText("2 < 3 & 3 > 2 &copy; &#x1F511; &#99999999;")).toBe("2 < 3 & 3 > 2 &copy; 🔑 &#99999999;");
  });

  it("takes a tag that never ends in its stride", () => {
    const began = performance.now();
    const text = `<${"a".repeat(200_000)}`;
    expect(plainText(text)).toBe(text);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("gives back a name or password exactly as it was, whatever is in it", () => {
    const visible = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((point) => String.fromCharCode(point)),
    });
    fc.assert(fc.property(visible, (value) => plainText(`<b>${asHtml.value(value)}</b>`) === value));
  });
});
