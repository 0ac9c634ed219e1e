import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

/**
 * Screenshots that somebody has looked at and found good. Text looks different with another browser or other fonts, so
 * that they are compared only where both are those with which they were taken. `APPROVE=1` takes them anew.
 */
const folder = join(import.meta.dirname, "screenshots");
const takenWith = join(folder, "taken-with.txt");
const isApproving = process.env.APPROVE === "1";

const comparison = readFileSync(join(import.meta.dirname, "compare-pictures.js"), "utf8")
  .trim()
  .replace(/;$/, "");

/** How much of a picture may differ: what rounding in the browser's drawing comes to. */
const tolerance = 0.002;

/** Which browser this is and how wide its text runs. */
async function drawingOf(page: Page): Promise<string> {
  const widths = await page.evaluate(`["system-ui", "sans-serif", "Helvetica", "monospace"].map((font) => {
    const context = document.createElement("canvas").getContext("2d");
    context.font = "16px " + font;
    return context.measureText("Sign in to your account 日本語 ✓✗").width;
  })`);
  return JSON.stringify({ browser: page.context().browser()?.version(), widths });
}

/** Why nothing can be compared here; undefined where it can. */
export async function otherDrawing(page: Page): Promise<string | undefined> {
  const drawing = await drawingOf(page);
  if (isApproving) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(takenWith, `${drawing}\n`);
  }
  const taken = existsSync(takenWith) ? readFileSync(takenWith, "utf8").trim() : "nothing";
  return taken === drawing ? undefined : `they were taken with ${taken}, and this is ${drawing}`;
}

/** How much of the picture differs from the approved one, of 1; undefined where it is no more than it may. */
export async function differenceFrom(name: string, picture: Buffer, page: Page): Promise<number | undefined> {
  const file = join(folder, `${name}.jpg`);
  if (isApproving) writeFileSync(file, picture);
  if (!existsSync(file)) return 1;
  const pictures = [readFileSync(file), picture].map((file) => file.toString("base64"));
  const difference: number = await page.evaluate(`(${comparison})(...${JSON.stringify(pictures)})`);
  return difference > tolerance ? difference : undefined;
}
