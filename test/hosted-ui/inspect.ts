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
