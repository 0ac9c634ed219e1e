import { describe, expect, it, vi } from "vitest";
import type { Fetch } from "../../src/http/listen.ts";
import { loadedWhenAsked } from "../../src/http/loaded-when-asked.ts";

const answer: Fetch = (request) => new Response(new URL(request.url).pathname);
const request = (path: string) => new Request(`http://localhost${path}`);

function recordingLog() {
  const errors: object[] = [];
  const nothing = () => undefined;
  return {
    errors,
    log: { debug: nothing, info: nothing, warn: nothing, error: (facts: object) => void errors.push(facts) },
  };
}

describe("What is loaded when it is asked for", () => {
  it("is loaded once, however many ask at once", async () => {
    const load = vi.fn(async () => answer);
    const { fetch } = loadedWhenAsked(recordingLog().log, load);
    const answers = await Promise.all(["/a", "/b", "/c"].map((path) => fetch(request(path))));
    expect(await Promise.all(answers.map((one) => one.text()))).toEqual(["/a", "/b", "/c"]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("is not loaded again by whoever asks after it was", async () => {
    const load = vi.fn(async () => answer);
    const face = loadedWhenAsked(recordingLog().log, load);
    await face.load();
    expect(await (await face.fetch(request("/late"))).text()).toBe("/late");
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("answers 500 where it cannot be loaded, says so in the log, and is loaded by the next who asks", async () => {
    const load = vi.fn(async () => answer).mockRejectedValueOnce(new Error("the file is gone"));
    const { errors, log } = recordingLog();
    const { fetch } = loadedWhenAsked(log, load);
    const failed = await fetch(request("/first"));
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain("gone");
    expect(errors).toEqual([{ path: "/first", error: expect.stringContaining("the file is gone") }]);
    expect(await (await fetch(request("/second"))).text()).toBe("/second");
  });
});
