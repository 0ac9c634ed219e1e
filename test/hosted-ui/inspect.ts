import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** WCAG 2.2 A and AA, and what axe holds for good practice beyond that. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds wrong with a page, one line each. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run({ runOnly: { type: "tag", values } });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html} ${failureSummary}`),
    );
  }, rules);
}

/** Whether there is something that one must scroll sideways for. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");

/** Marks what the Tab key stops at, and tells of each: of the radio buttons of a group one alone, as arrow keys lead to the others. */
const markStops = `(() => {
  const usable = "a[href], button, input:not([type=hidden]), select, summary, textarea";
  const shown = [...document.querySelectorAll(usable)].filter(
    (one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0,
  );
  const groupOf = ({ name }) => shown.filter((one) => one.type === "radio" && one.name === name);
  const isStop = (one) => {
    const group = one.type === "radio" ? groupOf(one) : [one];
    return one === (group.find(({ checked }) => checked) ?? group[0]);
  };
  return shown.filter(isStop).map((one, index) => {
    one.dataset.stop = index;
    return one.outerHTML.slice(0, 120);
  });
})()`;

/** The stop at which the keyboard is, if it shows that it is there. */
const stopSeen = `(() => {
  const at = document.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const isSeen = (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
  return isSeen && at.dataset.stop !== undefined ? Number(at.dataset.stop) : -1;
})()`;

/** What of a page nobody gets to with the Tab key alone (WCAG 2.1.1), or without seeing that they are there (2.4.7). */
export async function unreachableByKeyboard(page: Page): Promise<string[]> {
  const stops = await page.evaluate<string[]>(markStops);
  const visited = new Set<number>();
  // Once around: a field for a date is three stops, and so may the browser's own be.
  for (let presses = 0; presses < stops.length + 6 && visited.size < stops.length; presses++) {
    await page.keyboard.press("Tab");
    visited.add(await page.evaluate<number>(stopSeen));
    visited.delete(-1);
  }
  return stops.filter((_, index) => !visited.has(index));
}

/**
 * What browsers write down of pages that are as they should be: one that refuses something is answered with 400; and a
 * person, or a test, may be in a field before the page's first one asks for it.
 */
const usual = [/status of 4\d\d/, /^Autofocus processing was blocked/];

/** Watches what a page loads and complains about; `origins` are where it may load from. */
export function watch(page: Page, ...origins: readonly string[]) {
  const [foreign, complaints]: [string[], string[]] = [[], []];
  page.on("request", (request) => {
    if (![...origins, "data:"].some((origin) => request.url().startsWith(origin))) foreign.push(request.url());
  });
  page.on("console", (message) => {
    if (!usual.some((words) => words.test(message.text()))) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { expectNothing: () => expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] }) };
}
