import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { Services } from "../../domain/services.ts";
import { durationMs, durationRule } from "./duration.ts";
import { members, readBody, readQuery } from "./input.ts";
import { poolOf, refuseUnknown } from "./pool.ts";
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

const scope = members({ userPoolId: z.string().min(1, "must not be empty").optional() });

/** The time of the service, or of one pool, for every instance: GET tells it, PUT moves it. */
export function clock({ database, clock, log }: Pick<Services, "database" | "clock" | "log">): Resource {
  /** The offset that the change asks for, in milliseconds; none for the one before. Throws 400 out of bounds. */
  function offsetAfter({ advance, now, reset }: z.output<typeof change>, offset: number): number | undefined {
    if (reset) return undefined;
    const machineNow = clock.machineNow().getTime();
    const after = advance === undefined ? Date.parse(now ?? "") - machineNow : offset + advance;
    const moved = machineNow + after;
    if (!(moved >= earliest && moved <= latest)) throw new HTTPException(400, { message: outOfBounds });
    return after;
  }

  async function moveService(asked: z.output<typeof change>): Promise<Clock> {
    await database.transaction(async ({ state }) => {
      // A write that changes nothing takes the state's turn: of two that advance at once, on whichever instance, the
      // second sees what the first did.
      const { clockOffsetMs } = await state.update({});
      await state.update({ clockOffsetMs: offsetAfter(asked, clockOffsetMs) ?? 0 });
    });
    return clock;
  }

  /** A pool that was not moved yet begins where the service stands. */
  async function movePool(id: string, asked: z.output<typeof change>): Promise<Clock> {
    const standing = database.state.current.clockOffsetMs;
    const moved = await database.pools.update(id, (pool) => ({
      ...pool,
      clockOffsetMs: offsetAfter(asked, pool.clockOffsetMs ?? standing),
    }));
    return clock.of(moved ?? refuseUnknown(id));
  }

  const told = (c: Context, by: Clock) => c.json({ now: by.now().toISOString() });

  return {
    GET: async (c) => {
      const { userPoolId: id } = readQuery(c, scope);
      return told(c, id === undefined ? clock : clock.of(await poolOf(database, id)));
    },
    PUT: async (c) => {
      const { userPoolId: id } = readQuery(c, scope);
      const asked = await readBody(c, change, example);
      const moved = await (id === undefined ? moveService(asked) : movePool(id, asked));
      log.info({ now: moved.now(), userPoolId: id }, `the clock was ${asked.reset ? "put back" : "moved"}`);
      return told(c, moved);
    },
  };
}

const outOfBounds = `The clock goes from ${new Date(earliest).toISOString()} to ${new Date(latest).toISOString()}.`;
