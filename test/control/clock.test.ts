import { afterEach, describe, expect, it } from "vitest";
import { populate } from "../store/examples.ts";
import { onEveryDatabase } from "../store/instances.ts";
import { faceOver, freshFace } from "./face.ts";

interface Now {
  readonly now: string;
}

const aSecond = 1_000;
const anHour = 3_600_000;

describe("PUT /_poolhouse/clock", async () => {
  const face = await freshFace();
  afterEach(() => face.database.state.update({ clockOffsetMs: 0 }));

  const move = async (body: unknown) => Date.parse((await face.json<Now>("PUT", "/clock", body)).now);
  const read = async () => Date.parse((await face.json<Now>("GET", "/clock")).now);

  it("moves the time forward, time after time", async () => {
    expect(Math.abs((await move({ advance: "PT1H" })) - Date.now() - anHour)).toBeLessThan(aSecond);
    expect(Math.abs((await move({ advance: "P1D" })) - Date.now() - 25 * anHour)).toBeLessThan(aSecond);
    expect(Math.abs((await read()) - Date.now() - 25 * anHour)).toBeLessThan(aSecond);
  });

  it("sets the time, from which it goes on", async () => {
    const then = Date.parse("2030-01-01T00:00:00Z");
    expect(Math.abs((await move({ now: "2030-01-01T01:00:00+01:00" })) - then - 0)).toBeLessThan(aSecond);
    const before = await read();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await read()).toBeGreaterThan(before);
  });

  it("sets the time back", async () => {
    const then = Date.parse("2001-09-09T01:46:40Z");
    expect(Math.abs((await move({ now: "2001-09-09T01:46:40Z" })) - then - 0)).toBeLessThan(aSecond);
  });

  it("goes back to the machine's time", async () => {
    await move({ advance: "PT1H" });
    await move({ reset: true });
    expect(face.database.state.current.clockOffsetMs).toBe(0);
    expect(Math.abs((await read()) - Date.now() - 0)).toBeLessThan(aSecond);
  });

  const send = ' Send one of {"advance":"PT1H"}, {"now":"2030-01-01T00:00:00Z"} and {"reset":true}.';
  it.each<[unknown, string]>([
    [{}, "the clock is moved in one way at a time"],
    [{ advance: "PT1H", reset: true }, "the clock is moved in one way at a time"],
    [{ reset: false }, "reset: must be true"],
    [{ now: "2030-01-01" }, "now: must be a date and time with Z or an offset"],
    [{ now: "2030-01-01T00:00:00" }, "now: must be a date and time with Z or an offset"],
    [{ now: "2030-02-30T00:00:00Z" }, "now: must be a date and time with Z or an offset"],
    [{ now: 1893456000 }, "now: must be a date and time with Z or an offset"],
    [{ advance: 3600 }, "advance: must be text"],
    [
      { forward: "PT1H" },
      "forward is not known; known are advance, now, reset; the clock is moved in one way at a time",
    ],
    [[], "must be a JSON object"],
  ])("does not move for %j", async (body, problem) => {
    const response = await face.send("PUT", "/clock", { body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: `${problem}.${send}` });
    expect(face.database.state.current.clockOffsetMs).toBe(0);
  });

  it("moves the time back by a negative duration", async () => {
    await move({ advance: "PT3H" });
    expect(Math.abs((await move({ advance: "-PT2H" })) - Date.now() - anHour)).toBeLessThan(aSecond);
    expect(Math.abs((await move({ advance: "-PT2H" })) - Date.now() + anHour)).toBeLessThan(aSecond);
  });

  it("says why it does not go by months", async () => {
    for (const advance of ["P1M", "-P1M"]) {
      const response = await face.send("PUT", "/clock", { body: { advance } });
      expect(response.status).toBe(400);
      const { message } = (await response.json()) as { message: string };
      expect(message).toContain("years and months differ in length");
    }
  });

  it.each([
    { advance: "P9999999W" },
    { advance: "-P9999999W" },
    { advance: `PT${"9".repeat(400)}S` },
    { now: "9999-12-31T23:59:59Z" },
    { now: "1969-12-31T23:59:59Z" },
    { now: "0000-01-01T00:00:00Z" },
  ])("does not leave the years in which dates are sound (%j)", async (body) => {
    const response = await face.send("PUT", "/clock", { body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      message: "The clock goes from 1970-01-01T00:00:00.000Z to 9900-01-01T00:00:00.000Z.",
    });
    expect(Math.abs((await read()) - Date.now() - 0)).toBeLessThan(aSecond);
  });
});

describe("PUT /_poolhouse/clock?userPoolId=", async () => {
  const face = await freshFace();
  const { pool } = await populate(face.database);
  const path = `/clock?userPoolId=${pool.id}`;
  const offset = async (of = path) => Date.parse((await face.json<Now>("GET", of)).now) - Date.now();
  const move = (body: unknown) => face.json<Now>("PUT", path, body);

  it("moves one pool from where the service stands, and no other", async () => {
    await face.json("PUT", "/clock", { advance: "PT1H" });
    expect(Math.abs(Date.parse((await move({ advance: "PT2H" })).now) - Date.now() - 3 * anHour)).toBeLessThan(aSecond);
    const { pool: other } = await populate(face.database);
    expect(Math.abs((await offset()) - 3 * anHour)).toBeLessThan(aSecond);
    expect(Math.abs((await offset("/clock")) - anHour)).toBeLessThan(aSecond);
    expect(Math.abs((await offset(`/clock?userPoolId=${other.id}`)) - anHour)).toBeLessThan(aSecond);
  });

  it("leads it back to the service's", async () => {
    await move({ now: "2030-01-01T00:00:00Z" });
    await move({ reset: true });
    expect(Math.abs((await offset()) - anHour)).toBeLessThan(aSecond);
    expect(await face.database.pools.get(pool.id)).not.toHaveProperty("clockOffsetMs");
  });

  it("keeps within bounds, and knows no pool that is none", async () => {
    const far = await face.send("PUT", path, { body: { advance: "P9999999W" } });
    expect([far.status, await far.json()]).toEqual([
      400,
      { message: "The clock goes from 1970-01-01T00:00:00.000Z to 9900-01-01T00:00:00.000Z." },
    ]);
    for (const [method, body] of [["GET"], ["PUT", { advance: "PT1H" }]] as const) {
      const nowhere = await face.send(method, "/clock?userPoolId=us-east-1_Nowhere", { body });
      expect([nowhere.status, await nowhere.json()]).toEqual([
        404,
        { message: "User pool us-east-1_Nowhere does not exist." },
      ]);
    }
    const misspelt = await face.send("PUT", "/clock?poolId=x", { body: { advance: "PT1H" } });
    expect([misspelt.status, await misspelt.json()]).toEqual([
      400,
      { message: "poolId is not known; known are userPoolId." },
    ]);
  });
});

onEveryDatabase("The clock of several instances", ({ database, other }) => {
  const [one, two] = [faceOver(database), faceOver(other)];

  it("is one clock", async () => {
    await one.json("PUT", "/clock", { advance: "P1D" });
    const { now } = await two.json<Now>("GET", "/clock");
    expect(Math.abs(Date.parse(now) - Date.now() - 24 * anHour)).toBeLessThan(aSecond);
    await two.json("PUT", "/clock", { reset: true });
    expect(Math.abs(Date.parse((await one.json<Now>("GET", "/clock")).now) - Date.now() - 0)).toBeLessThan(aSecond);
  });

  it("loses no step when many are made at once", async () => {
    await one.json("PUT", "/clock", { reset: true });
    const steps = Array.from({ length: 40 }, (_, index) =>
      (index % 2 ? one : two).json("PUT", "/clock", { advance: "PT1H" }),
    );
    await Promise.all(steps);
    expect((await database.state.refresh()).clockOffsetMs).toBe(40 * anHour);
    await one.json("PUT", "/clock", { reset: true });
  });

  it("is one for each pool, too, and loses no step of many at once", async () => {
    const { pool } = await populate(database);
    const path = `/clock?userPoolId=${pool.id}`;
    const steps = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? one : two).json("PUT", path, { advance: "PT1H" }),
    );
    await Promise.all(steps);
    await other.state.refresh();
    expect((await other.pools.get(pool.id))?.clockOffsetMs).toBe(20 * anHour);
    const { now } = await two.json<Now>("GET", path);
    expect(Math.abs(Date.parse(now) - Date.now() - 20 * anHour)).toBeLessThan(aSecond);
  });
});
