import { describe, expect, it } from "vitest";
import { triggers } from "../../src/domain/trigger/index.ts";
import { readAnswer } from "../../src/domain/trigger/read-answer.ts";
import { sampleCast } from "../../src/domain/trigger/sample-cast.ts";
import { sampleEvents } from "../../src/domain/trigger/sample-events.ts";
import { kindsOf } from "../triggers/kinds-of.ts";
import { recordedEvents, recordedFederatedEvents } from "../triggers/recorded-events.ts";
import { commandBench } from "./bench.ts";

interface Event {
  readonly version: string;
  readonly triggerSource: string;
  readonly request: object;
  readonly response?: object;
}

describe("poolhouse trigger events", async () => {
  const { trigger } = await commandBench({});
  const events = async (...source: string[]): Promise<Event[]> =>
    [JSON.parse((await trigger("events", ...source)).printed)].flat();

  it("prints one of every source, of PreTokenGeneration one for each version", async () => {
    const printed = (await events()).map(({ version, triggerSource }) => `${triggerSource} ${version}`);
    const every = triggers.flatMap(({ sources, version = "1" }: { sources: readonly string[]; version?: string }) =>
      sources.map((source) => `${source} ${version}`),
    );
    expect(printed).toEqual(every);
    expect(new Set(printed).size).toBe(printed.length);
  });

  it("prints those of one trigger, or of one source", async () => {
    expect((await events("PreSignUp")).map(({ triggerSource }) => triggerSource)).toEqual([
      ...["PreSignUp_SignUp", "PreSignUp_AdminCreateUser", "PreSignUp_ExternalProvider"],
    ]);
    expect(await events("TokenGeneration_ClientCredentials")).toMatchObject([
      { version: "3", request: { userAttributes: {} } },
    ]);
    await expect(events("Nothing")).rejects.toThrow('"Nothing" is no trigger and no source.');
  });

  it("prints what real events have, wherever Cognito's were seen", async () => {
    const printed = await events();
    for (const { source, version, request, response } of [...recordedEvents, ...recordedFederatedEvents]) {
      const sample = printed.find((event) => event.triggerSource === source && event.version === version);
      const { clientMetadata: _told, ...always } = request as Record<string, unknown>;
      expect({
        source,
        request: kindsOf(sample?.request),
        response: sample?.response && kindsOf(sample.response),
      }).toEqual({
        ...{ source, response },
        request: expect.objectContaining(
          Object.fromEntries(Object.keys(always).map((name) => [name, expect.anything()])),
        ),
      });
    }
  });

  it("prints events that functions may return as they are", () => {
    for (const { trigger, event } of sampleEvents(sampleCast)) {
      if (trigger.response) expect(readAnswer(trigger, JSON.parse(JSON.stringify(event))).deviations).toEqual([]);
    }
  });
});
