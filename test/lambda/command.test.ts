import { spawnSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { arnOf, functionsFor } from "./open.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0 && spawnSync("bash", ["--version"]).status === 0;
const node = process.execPath;
const error = (errorType: string, errorMessage: unknown) => ({ kind: "error", errorType, errorMessage });

/** The loop of AWS's tutorial of custom runtimes. */
const bootstrap = `#!/bin/sh

set -euo pipefail

# Initialization - load function handler
source $LAMBDA_TASK_ROOT/"$(echo $_HANDLER | cut -d. -f1).sh"

# Processing
while true
do
  HEADERS="$(mktemp)"
  # Get an event. The HTTP request will block until one is received
  EVENT_DATA=$(curl -sS -LD "$HEADERS" "http://\${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/next")

  # Extract request ID by scraping response headers received above
  REQUEST_ID=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)

  # Run the handler function from the script
  RESPONSE=$($(echo "$_HANDLER" | cut -d. -f2) "$EVENT_DATA")

  # Send the response
  curl "http://\${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/$REQUEST_ID/response"  -d "$RESPONSE"
done
`;

/** A program that speaks the Runtime API, in plain JavaScript: \`answer(ask, event, id, headers)\` answers one invocation. */
const program = (answer: string, before = "") => `
const base = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/";
const post = (path, body, headers) => fetch(base + path, { method: "POST", body, headers });
${before}
for (;;) {
  const next = await fetch(base + "invocation/next");
  const id = next.headers.get("lambda-runtime-aws-request-id");
  const event = await next.json();
  ${answer}
}`;

describe.skipIf(!hasCurl)("AWS's own loop in bash and curl (skipped where there is no curl)", () => {
  const { call, write, folder, log } = functionsFor({
    shell: { command: ["bash", "./bootstrap"], environment: { _HANDLER: "function.handler" } },
  });

  it("answers one invocation after the other, unmodified", async () => {
    await write({
      bootstrap,
      "function.sh": `function handler () {
  EVENT_DATA=$1
  echo "$EVENT_DATA" 1>&2;
  RESPONSE="{\\"echo\\": $EVENT_DATA}"
  echo $RESPONSE
}
`,
    });
    await chmod(join(folder, "bootstrap"), 0o755);
    for (const name of ["Ada", "Charles", "Mary"]) {
      expect(await call("shell", { name })).toEqual({ kind: "answer", answer: { echo: { name } } });
    }
    expect(log.lines.filter((line) => line.includes('{"name":"Mary"}')).length).toBe(1);
  });
});

describe("A program that speaks the Runtime API", () => {
  const { call, write, folder } = functionsFor({
    loop: { command: [node, "./loop.mjs"] },
    once: { command: [node, "./once.mjs"] },
    broken: { command: [node, "./broken.mjs"] },
    hasty: { command: [node, "./hasty.mjs"], timeout: 0.4 },
    silent: { command: [node, "./silent.mjs"] },
    nowhere: { command: ["./nowhere"] },
    direct: { command: ["./direct"] },
  });

  it("is asked again and again, and told what Lambda tells", async () => {
    await write({
      "loop.mjs": program(
        `calls++;
        const { headers } = next;
        const answer = { event, calls, arn: headers.get("lambda-runtime-invoked-function-arn"),
          left: headers.get("lambda-runtime-deadline-ms") - Date.now() };
        await post("invocation/" + id + "/response", JSON.stringify(answer));`,
        "let calls = 0;",
      ),
    });
    for (const calls of [1, 2]) {
      const answer = await call("loop", { a: 1 });
      expect(answer).toMatchObject({ kind: "answer", answer: { event: { a: 1 }, calls, arn: arnOf("loop") } });
      expect((answer as { answer: { left: number } }).answer.left).toBeGreaterThan(1000);
    }
  });

  it("may hang up while it waits for the next one, and ask again", async () => {
    await write({
      "loop.mjs": program(
        `await post("invocation/" + id + "/response", "1");
        await fetch(base + "invocation/next", { signal: AbortSignal.timeout(100) }).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 600));`,
      ),
    });
    expect(await call("loop")).toEqual({ kind: "answer", answer: 1 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await call("loop")).toEqual({ kind: "answer", answer: 1 });
  });

  it("is started anew when its file has changed", async () => {
    await writeFile(join(folder, "loop.mjs"), program('await post("invocation/" + id + "/response", \'"edited"\');'));
    expect(await call("loop")).toEqual({ kind: "answer", answer: "edited" });
  });

  it("is started again when it ends after an answer, and nobody's call is lost", async () => {
    await write({ "once.mjs": program('await post("invocation/" + id + "/response", "1"); process.exit();') });
    for (let turn = 0; turn < 3; turn++) expect(await call("once")).toEqual({ kind: "answer", answer: 1 });
  });

  it("says what went wrong", async () => {
    const failing = program(
      `await post("invocation/" + id + "/error", JSON.stringify({ errorType: "Denied", errorMessage: "not you", stackTrace: [] }));`,
    );
    await write({ "broken.mjs": failing });
    expect(await call("broken")).toEqual(error("Denied", "not you"));
    expect(await call("broken")).toEqual(error("Denied", "not you"));
    const headed = program(
      'await post("invocation/" + id + "/error", "oh", { "lambda-runtime-function-error-type": "Unhandled.Oh" });',
    );
    await write({ "broken.mjs": headed });
    expect(await call("broken")).toEqual(error("Unhandled.Oh", ""));
  });

  it("says that it could not begin", async () => {
    await write({
      "broken.mjs": program(
        "",
        'await post("init/error", JSON.stringify({ errorType: "NoDatabase", errorMessage: "it is away" })); process.exit(1);',
      ),
    });
    expect(await call("broken")).toEqual(error("NoDatabase", "it is away"));
  });

  it("is held to JSON, and to 6 MB", async () => {
    await write({ "broken.mjs": program('await post("invocation/" + id + "/response", "<html>");') });
    expect(await call("broken")).toEqual({ kind: "not-json" });
    await write({
      "broken.mjs": program(`const answer = await post("invocation/" + id + "/response", "1".repeat(10_000_000));
        console.log(answer.status, await answer.text());`),
    });
    expect(await call("broken")).toEqual(
      error(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      ),
    );
  });

  it("answers the invocation that it was given and no other", async () => {
    await write({
      "broken.mjs": program(`const answer = await post("invocation/another/response", "1");
        await post("invocation/" + id + "/response", JSON.stringify([answer.status, await answer.json()]));`),
    });
    expect(await call("broken")).toEqual({
      kind: "answer",
      answer: [400, { errorType: "InvalidRequestID", errorMessage: "Invalid request ID" }],
    });
  });

  it("is missed when it exits, at once or in the midst of an invocation", async () => {
    const exit = (how: string) =>
      error("Runtime.ExitError", expect.stringMatching(new RegExp(`Error: Runtime exited ${how}$`)));
    await write({ "broken.mjs": "process.exit(4);" });
    expect(await call("broken")).toEqual(exit("with error: exit status 4"));
    await write({ "broken.mjs": program("process.exit(5);") });
    expect(await call("broken")).toEqual(exit("with error: exit status 5"));
    await write({ "broken.mjs": program("process.kill(process.pid, 'SIGKILL');") });
    expect(await call("broken")).toEqual(exit("with error: signal: killed"));
    await write({ "broken.mjs": program("process.exit();") });
    expect(await call("broken")).toEqual(exit("without providing a reason"));
  });

  it("is ended when it takes longer than its time", async () => {
    await write({ "hasty.mjs": program("for (;;);") });
    expect(await call("hasty")).toEqual(
      error("Sandbox.Timedout", expect.stringMatching(/Task timed out after 0\.40 seconds$/)),
    );
  });

  it("may never ask, and nobody waits for it longer than they will", async () => {
    await write({ "silent.mjs": "setInterval(() => {}, 1000);" });
    expect(await call("silent", {}, 100)).toEqual({ kind: "no-answer" });
  });

  it("is not run where there is none", async () => {
    await write({ direct: "#!/bin/sh\nexit 0\n" });
    for (const name of ["nowhere", "direct"]) {
      const reason = `there is no program ./${name}`;
      expect(await call(name)).toEqual({ kind: "not-run", code: "ServiceException", reason });
    }
  });
});
