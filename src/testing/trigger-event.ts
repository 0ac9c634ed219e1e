import { isObject } from "../domain/is-object.ts";
import { sampleCast } from "../domain/trigger/sample-cast.ts";
import { sampleEvents } from "../domain/trigger/sample-events.ts";
import type { TriggerEvents, TriggerEventsV2, TriggerEventsV3, TriggerSource } from "./trigger-events.ts";

/** What differs from the sample: objects are merged, everything else takes the place of what was there; undefined takes it out. */
export type EventChanges<Event> = {
  readonly [Member in keyof Event]?: Event[Member] extends readonly unknown[]
    ? Event[Member]
    : Event[Member] extends object
      ? EventChanges<Event[Member]>
      : Event[Member] | undefined;
};

/**
 * An event of a source as Cognito sends it, with what a test wants otherwise: the second and third versions of
 * PreTokenGeneration by `{ version: "2" }`. It is made by the code that makes the service's own events.
 */
export function triggerEvent<Source extends keyof TriggerEventsV2>(
  source: Source,
  changes: EventChanges<TriggerEventsV2[Source]> & { readonly version: "2" },
): TriggerEventsV2[Source];
export function triggerEvent<Source extends keyof TriggerEventsV3>(
  source: Source,
  changes: EventChanges<TriggerEventsV3[Source]> & { readonly version: "3" },
): TriggerEventsV3[Source];
export function triggerEvent<Source extends TriggerSource>(
  source: Source,
  changes?: EventChanges<TriggerEvents[Source]>,
): TriggerEvents[Source];
export function triggerEvent(source: TriggerSource, changes: object = {}): unknown {
  const wanted = "version" in changes ? changes.version : source === "TokenGeneration_ClientCredentials" ? "3" : "1";
  const sample = sampleEvents(sampleCast).find(
    ({ event }) => event.triggerSource === source && event.version === wanted,
  );
  if (!sample) throw new TypeError(`There is no event of ${source} in version ${wanted}.`);
  return changed(JSON.parse(JSON.stringify(sample.event)), changes);
}

function changed(value: unknown, changes: unknown): unknown {
  if (!isObject(changes)) return structuredClone(changes);
  const before = isObject(value) ? value : {};
  const after = Object.entries(changes).map(([name, change]) => [name, changed(before[name], change)]);
  return Object.fromEntries(
    Object.entries({ ...before, ...Object.fromEntries(after) }).filter(([, member]) => member !== undefined),
  );
}
