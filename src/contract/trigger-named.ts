import { ConfigError } from "../config/config-error.ts";
import { triggers } from "../domain/trigger/index.ts";
import type { SampleEvent } from "../domain/trigger/sample-events.ts";

type Trigger = SampleEvent["trigger"];

const sourcesOf = ({ sources }: Trigger): readonly string[] => sources;

/** The names of triggers and, of each, its sources. */
const known = (): string => [...new Set(triggers.map(({ name }) => name))].join(", ");

/** The triggers that a name or a source means: PreTokenGeneration is one for each version. Throws ConfigError. */
export function triggersNamed(nameOrSource: string): readonly Trigger[] {
  const meant = triggers.filter((one: Trigger) => one.name === nameOrSource || sourcesOf(one).includes(nameOrSource));
  if (meant.length > 0) return meant;
  throw new ConfigError(`${JSON.stringify(nameOrSource)} is no trigger and no source. Triggers are ${known()}.`);
}

/** The trigger that sends an event of this source and version; undefined where none does. */
export const triggerOf = (source: unknown, version: unknown): Trigger | undefined =>
  triggers.find((one: Trigger) => sourcesOf(one).some((name) => name === source) && (one.version ?? "1") === version);
