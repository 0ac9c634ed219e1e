import { hash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { ConfigError, unusableFile } from "../config/config-error.ts";
import type { CaptureCommand } from "../config/trigger-commands.ts";
import { secretsIn } from "../domain/invocation/mask-secrets.ts";
import { isObject } from "../domain/is-object.ts";
import type { Fixture } from "./fixture.ts";
import { masked } from "./masks.ts";
import type { Surroundings } from "./surroundings.ts";

/** An invocation as the control face shows it, as far as a fixture is made of it. */
const invocations = z.array(
  z.object({
    function: z.string(),
    triggerSource: z.string().nullable(),
    event: z.unknown(),
    outcome: z.string(),
    answer: z.unknown(),
    error: z.object({ errorType: z.string(), errorMessage: z.string() }).nullable(),
  }),
);

type Invocation = z.output<typeof invocations>[number];

/** Writes a file for each different call that a service has recorded. What is secret does not leave it. */
export async function capture({ url, out, filters }: CaptureCommand, surroundings: Surroundings): Promise<number> {
  const { print } = surroundings;
  const found = await recorded(url, filters, surroundings);
  await mkdir(out, { recursive: true }).catch(unusableFile(out));
  const secrets = secretsIn(found);
  const files = new Set<string>();
  let left = 0;
  for (const invocation of found) {
    const fixture = fixtureOf(invocation);
    if (!fixture) {
      left++;
      continue;
    }
    const text = `${JSON.stringify(masked(fixture, secrets), null, 2)}\n`;
    // The same call twice is one fixture.
    const file = join(out, `${invocation.triggerSource}-${hash("sha256", text).slice(0, 8)}.json`);
    await writeFile(file, text).catch(unusableFile(file));
    files.add(file);
  }
  for (const file of files) print(`${file}\n`);
  if (left > 0) print(`${left} left out: no trigger's, or without an answer that could be kept.\n`);
  return 0;
}

async function recorded(url: string, filters: CaptureCommand["filters"], { environment }: Surroundings) {
  if (!URL.canParse(url)) throw new ConfigError(`--url must be a URL, not ${JSON.stringify(url)}.`);
  const asked = new URL(`${url.replace(/\/+$/, "")}/_poolhouse/invocations`);
  for (const [name, value] of Object.entries(filters)) asked.searchParams.set(name, value);
  const { POOLHOUSE_CONTROL_TOKEN: token } = environment;
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(asked, { headers }).catch(() => undefined);
  if (!response) throw new ConfigError(`No service answers at ${url}.`);
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ConfigError(`${url} refused: ${isObject(body) ? body.message : response.status}`);
  const result = invocations.safeParse(body);
  if (!result.success) throw new ConfigError(`${url} is no Poolhouse: its invocations cannot be read.`);
  return result.data;
}

/** Undefined where there is nothing that could be expected again. */
function fixtureOf({ function: name, triggerSource, event, outcome, answer, error }: Invocation): unknown {
  if (triggerSource === null || !isObject(event)) return undefined;
  const expected = expectation({ outcome, answer, error, isSender: !("response" in event) });
  return expected && { function: name, event, expect: expected };
}

interface Came extends Pick<Invocation, "outcome" | "answer" | "error"> {
  readonly isSender: boolean;
}

function expectation({ outcome, answer, error, isSender }: Came): Fixture["expect"] | undefined {
  if (outcome === "error" && error) return { error };
  if (outcome !== "answer") return undefined;
  if (isSender) return {};
  return isObject(answer) && isObject(answer.response) ? { response: answer.response } : undefined;
}
