import type { CssNode, Declaration, Rule, SyntaxParseError } from "css-tree";
import { fail } from "../../errors.ts";

/** AWS: "Customizing hosted UI (classic) branding". */
const permittedClasses = new Set(
  [
    "background-customizable",
    "banner-customizable",
    "errorMessage-customizable",
    "idpButton-customizable",
    "idpButton-customizable:hover",
    "idpDescription-customizable",
    "inputField-customizable",
    "inputField-customizable:focus",
    "label-customizable",
    "legalText-customizable",
    "logo-customizable",
    "passwordCheck-notValid-customizable",
    "passwordCheck-valid-customizable",
    "redirect-customizable",
    "socialButton-customizable",
    "submitButton-customizable",
    "submitButton-customizable:hover",
    "textDescription-customizable",
  ].map((name) => `.${name}`),
);

const refuse = (text: string): never => fail("InvalidParameterException", text);

/**
 * Holds a style sheet to what the classic pages permit: rules for their own classes, and no at-rules, HTML or script.
 * Throws InvalidParameterException.
 */
export async function checkCss(css: string): Promise<void> {
  // Loaded for the few who ask: a start must not wait for it.
  const { default: parse } = await import("css-tree/parser");
  const sheet = parse(css, {
    positions: true,
    // What is nested too deeply exhausts the parser's stack, which it reports as an error without a place.
    onParseError: ({ message, line, column }: SyntaxParseError & Partial<{ line: number; column: number }>) =>
      refuse(
        line === undefined
          ? "The CSS is nested too deeply."
          : `The CSS cannot be read: ${message}, at line ${line}, column ${column}.`,
      ),
  });
  for (const node of childrenOf(sheet)) {
    if (node.type === "Rule") checkRule(css, node);
    else if (node.type !== "Comment") refuseNode(css, node);
  }
}

function checkRule(css: string, { prelude, block }: Rule): void {
  for (const selector of childrenOf(prelude)) {
    const text = textOf(css, selector);
    if (!permittedClasses.has(text)) refuse(`The CSS class ${text} is not in the list of allowed classes.`);
  }
  for (const node of childrenOf(block)) {
    if (node.type === "Declaration") checkDeclaration(css, node);
    else if (node.type !== "Comment") refuseNode(css, node);
  }
}

function checkDeclaration(css: string, { property, value }: Declaration): void {
  const mayHoldScript = descendantsOf(value).some(
    (node) =>
      (node.type === "Url" && /^\s*javascript:/i.test(node.value)) ||
      (node.type === "Function" && node.name.toLowerCase() === "expression"),
  );
  if (mayHoldScript || textOf(css, value).includes("<")) {
    refuse(`The value of the CSS property ${property} must not contain HTML or JavaScript.`);
  }
}

const refuseNode = (css: string, node: CssNode): never =>
  refuse(
    node.type === "Atrule"
      ? `The CSS must not contain @${node.name}.`
      : `The CSS must not contain ${JSON.stringify(textOf(css, node).slice(0, 100))} here.`,
  );

const childrenOf = (node: CssNode): CssNode[] =>
  "children" in node && node.children ? [...(node.children as Iterable<CssNode>)] : [];

/** With a list of its own in place of the stack, which a deep value would exhaust. */
function descendantsOf(node: CssNode): CssNode[] {
  const found = [node];
  // The list grows while it is walked.
  for (const one of found) for (const child of childrenOf(one)) found.push(child);
  return found;
}

const textOf = (css: string, { loc }: CssNode): string =>
  loc ? css.slice(loc.start.offset, loc.end.offset).trim() : "";
