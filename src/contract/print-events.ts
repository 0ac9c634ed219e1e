import type { EventsCommand } from "../config/trigger-commands.ts";
import { sampleCast } from "../domain/trigger/sample-cast.ts";
import { sampleEvents } from "../domain/trigger/sample-events.ts";
import type { Surroundings } from "./surroundings.ts";
import { triggersNamed } from "./trigger-named.ts";

/** Prints samples as JSON: one alone as it is, several as a list. */
export async function printEvents({ source }: EventsCommand, { print }: Surroundings): Promise<number> {
  const meant = source === undefined ? undefined : triggersNamed(source);
  const events = sampleEvents(sampleCast)
    .filter(
      ({ trigger, event }) => !meant || (meant.includes(trigger) && isMeant(event.triggerSource, source, trigger)),
    )
    .map(({ event }) => event);
  print(`${JSON.stringify(events.length === 1 ? events[0] : events, null, 2)}\n`);
  return 0;
}

const isMeant = (triggerSource: string, asked: string | undefined, { name }: { readonly name: string }): boolean =>
  asked === name || asked === triggerSource;
