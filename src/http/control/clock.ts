import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import type { Services } from "../../domain/services.ts";
import { durationMs, durationRule } from "./duration.ts";
import { members, readBody } from "./input.ts";
import type { Resource } from "./resource.ts";

/** What is stamped then, and what runs out ten years later, still has a year of four digits. */
const earliest = Date.UTC(1970, 0);
const latest = Date.UTC(9900, 0);

const example = 'one of {"advance":"PT1H"}, {"now":"2030-01-01T00:00:00Z"} and {"reset":true}';

const advance = z.string().transform((text, context) => {
  const milliseconds = durationMs(text);
  if (milliseconds === undefined) context.addIssue(durationRule);
  return milliseconds ?? Number.NaN;
});

const change = members({
  advance: advance.optional(),
  now: z.iso.datetime({ offset: true, error: "must be a date and time with Z or an offset" }).optional(),
  reset: z.literal(true).optional(),
}).refine((change) => Object.values(change).filter((value) => value !== undefined).length === 1, {
  error: "the clock is moved in one way at a time",
});

/** The service's time, for every instance: GET tells it, PUT moves it. */
export function clock({ database, clock }: Pick<Services, "database" | "clock">): Resource {
  const now = () => ({ now: clock.now().toISOString() });

  /** The offset that the change asks for, in milliseconds. */
  function offsetAfter({ advance, now }: z.output<typeof change>, offset: number): number {
    if (advance !== undefined) return offset + advance;
    return now === undefined ? 0 : Date.parse(now) - clock.machineNow().getTime();
  }

  return {
    GET: (c) => c.json(now()),
    PUT: async (c) => {
      const asked = await readBody(c, change, example);
      await database.transaction(async ({ state }) => {
        // A write that changes nothing takes the state's turn: of two that advance at once, on whichever instance, the
        // second sees what the first did.
        const { clockOffsetMs } = await state.update({});
        const offset = offsetAfter(asked, clockOffsetMs);
        const moved = clock.machineNow().getTime() + offset;
        if (!(moved >= earliest && moved <= latest)) throw new HTTPException(400, { message: outOfBounds });
        await state.update({ clockOffsetMs: offset });
      });
      return c.json(now());
    },
  };
}

const outOfBounds = `The clock goes from ${new Date(earliest).toISOString()} to ${new Date(latest).toISOString()}.`;
