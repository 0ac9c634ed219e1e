import { describe, expect, it, onTestFinished } from "vitest";
import type { Face } from "../support/face.ts";
import { launch, type ServiceProcess } from "../support/process.ts";
import { databaseOptions, kinds } from "./database-options.ts";
import { observe, Person, readUsers } from "./journal.ts";
import { lifeBySrp, lives } from "./lives.ts";

const crashes = 20;
const lanes = 6;

/** Lets people live their lives, and kills the service in the midst of it. Gives those who came. */
async function liveUntilKilled(service: ServiceProcess, round: number): Promise<Person[]> {
  const people: Person[] = [];
  let killed = false;
  async function lane(): Promise<void> {
    while (!killed) {
      const person = new Person(`person-${round}-${people.length}`);
      const live = people.length === 0 ? lifeBySrp : lives[people.length % lives.length]!;
      people.push(person);
      try {
        await live(service, person);
      } catch (error) {
        // Once the service was killed, whatever fails is a call that got no answer.
        if (!killed) throw error;
      }
    }
  }
  async function kill(): Promise<void> {
    // At a moment of its own in each round: among the first calls, or when many have gone through.
    const enough = lanes + ((round * 7) % 12);
    await expect.poll(() => people.length, { interval: 1, timeout: 10_000 }).toBeGreaterThanOrEqual(enough);
    killed = true;
    await service.kill("SIGKILL");
  }
  await Promise.all([kill(), ...Array.from({ length: lanes }, lane)]);
  return people;
}

/**
 * Holds the service to the journals: all that was acknowledged is there, with or without the call that was under way.
 * Newcomers are asked about everything, those who were before once more about themselves.
 */
async function expectNothingMissing(service: Face, before: readonly Person[], newcomers: readonly Person[]) {
  const sdk = service.sdk();
  const users = await readUsers(sdk);
  for (const { username, certain } of before) {
    const { status, name } = certain;
    expect(users.get(username) ?? {}, username).toEqual({ status, name });
  }
  for (const person of newcomers) {
    const { certain, possible, username } = person;
    const observed = await observe(sdk, person, users.get(username));
    expect([certain, possible], username).toContainEqual(observed);
    person.certain = observed;
  }
}

describe.each(kinds)("A service that is killed, on %s", async (kind) => {
  const options = await databaseOptions(kind);

  it(`keeps all that it acknowledged, ${crashes} times`, { timeout: 120_000 }, async () => {
    let service = await launch(options);
    onTestFinished(() => service[Symbol.asyncDispose]());
    const people: Person[] = [];
    for (let round = 0; round < crashes; round++) {
      const newcomers = await liveUntilKilled(service, round);
      service = await launch(options);
      await expectNothingMissing(service, people, newcomers);
      people.push(...newcomers);
    }
  });
});
