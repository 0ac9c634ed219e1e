import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, inject } from "vitest";
import type { TestProject } from "vitest/node";

/** Where Chromium is, or why there is none. */
type Found = { readonly executablePath: string } | { readonly missing: string };

declare module "vitest" {
  interface ProvidedContext {
    chromium: Found;
  }
}

/** vitest's globalSetup: looks for a browser, once for this run. */
export async function setup({ provide }: TestProject): Promise<void> {
  provide("chromium", await findChromium());
}

/** CHROMIUM_PATH, which must be one; a browser that is installed; on Linux, the one that an npm package brings. */
async function findChromium(): Promise<Found> {
  const { CHROMIUM_PATH: named } = process.env;
  if (named) {
    const failure = await tryOut(named);
    if (failure) throw new Error(`CHROMIUM_PATH is no browser that runs here: ${failure}`);
    return { executablePath: named };
  }
  const reasons: string[] = [];
  for (const executablePath of [...installed(), ...(await packaged())]) {
    const failure = await tryOut(executablePath);
    if (!failure) return { executablePath };
    reasons.push(failure);
  }
  return { missing: reasons.at(-1) ?? "no Chrome or Chromium is installed, and CHROMIUM_PATH names none" };
}

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const installed = (): string[] =>
  [
    ...(process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
    ...applications,
  ].filter((path) => existsSync(path));

/** Unpacks the package's browser into the temporary folder, unless it is there. */
async function packaged(): Promise<string[]> {
  if (process.platform !== "linux") return [];
  const { default: packed } = await import("@sparticuz/chromium");
  return [await packed.executablePath()];
}

/** Why it does not run: a library that the machine lacks, another processor's binary. */
const tryOut = (path: string): Promise<string> =>
  promisify(execFile)(path, ["--version", "--no-sandbox"], { timeout: 15_000 }).then(
    () => "",
    (error: Error) => error.message,
  );

const found = () => inject("chromium");

/** Why the tests that need a browser are skipped: part of their names, so that a skip is seen. Empty when they run. */
export const noBrowser = (): string => {
  const place = found();
  return "missing" in place ? ` (skipped, no browser: ${place.missing})` : "";
};

/** One browser for the tests of a `describe`. Use `current` inside of tests only. */
export function browserForAll(): { readonly current: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const place = found();
    // In a container there is no user namespace to make a sandbox of; the pages are our own.
    if ("executablePath" in place) browser = await chromium.launch({ ...place, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());
  return {
    get current() {
      if (!browser) throw new Error("the browser has not started");
      return browser;
    },
  };
}
