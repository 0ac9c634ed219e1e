import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, inject } from "vitest";
import type { TestProject } from "vitest/node";

/** Where a Chromium is, and where the libraries are that it needs and the machine lacks. */
interface Place {
  readonly executablePath: string;
  readonly libraries?: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** A browser that runs here, or why there is none. */
    chromium: Place | { readonly missing: string };
  }
}

/** vitest's globalSetup: looks for a browser, once for this run, and says so when there is none. */
export async function setup({ provide }: TestProject): Promise<void> {
  const reasons: string[] = [];
  for await (const place of candidates()) {
    const failure = await tryOut(place);
    if (!failure) return provide("chromium", place);
    reasons.push(failure);
  }
  const missing = reasons.at(-1) ?? "none is installed, and CHROMIUM_PATH names none";
  process.stderr.write(`Tests that need a browser are skipped: ${missing}\n`);
  provide("chromium", { missing });
}

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** What CHROMIUM_PATH names and nothing else; a browser that is installed; on Linux, what an npm package brings. */
async function* candidates(): AsyncGenerator<Place> {
  const { CHROMIUM_PATH: named, PATH = "" } = process.env;
  if (named) return yield { executablePath: named };
  const onPath = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  for (const executablePath of [...onPath, ...applications].filter(existsSync)) yield { executablePath };
  if (process.platform !== "linux") return;
  // Both unpack into the temporary folder what is not there yet.
  const { default: packed, inflate } = await import("@sparticuz/chromium");
  const executablePath = await packed.executablePath();
  yield { executablePath };
  const libraries = fileURLToPath(new URL("../bin/al2023.tar.br", import.meta.resolve("@sparticuz/chromium")));
  yield { executablePath, libraries: join(await inflate(libraries), "lib") };
}

const environmentOf = ({ libraries }: Place): NodeJS.ProcessEnv =>
  libraries === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries };

/** Why it does not run: a library that the machine lacks, another processor's binary. */
const tryOut = (place: Place): Promise<string> =>
  promisify(execFile)(place.executablePath, ["--version", "--no-sandbox"], {
    env: environmentOf(place),
    timeout: 15_000,
  }).then(
    () => "",
    ({ message }: Error) => message,
  );

/** Whether tests that need a browser must be skipped. */
export const noBrowser = (): boolean => "missing" in inject("chromium");

/** One browser for the tests of a `describe`. Use `current` inside of tests only. */
export function browserForAll(): { readonly current: Browser } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const place = inject("chromium");
    if ("missing" in place) throw new Error(place.missing);
    const { executablePath } = place;
    // In a container there is no user namespace to make a sandbox of; the pages are our own.
    browser = await chromium.launch({ executablePath, env: environmentOf(place), args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());
  return {
    get current() {
      if (!browser) throw new Error("the browser has not started");
      return browser;
    },
  };
}
