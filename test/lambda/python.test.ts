import { execFileSync, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { arnOf, functionsFor } from "./open.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;

const py = (file: string, settings = {}) => ({ python: `./${file}#handler`, ...settings });
const error = (errorType: string, errorMessage: unknown) => ({ kind: "error", errorType, errorMessage });

describe.skipIf(!hasPython)("A handler in Python (skipped where there is no python3)", () => {
  const { call, write, folder, log } = functionsFor({
    greet: py("triggers/greet.py"),
    broken: py("broken.py"),
    absent: py("absent.py"),
    syntax: py("syntax.py"),
    "not-there": py("not_there.py"),
    dashed: py("with-dashes.py"),
    "called-alike": py("test/json/handler.py"),
    outside: py("../outside.py"),
    hasty: py("hasty.py", { timeout: 0.4 }),
    slow: py("slow.py", { timeout: 10 }),
    told: py("told.py", { timeout: 9, environment: { GREETING: "hello" } }),
    "endless-line": py("endless-line.py", { timeout: 20 }),
    loud: py("loud.py", { timeout: 20 }),
  });

  it("answers, keeps what it has loaded, and imports what is beside it and below the folder", async () => {
    await write({
      "triggers/greet.py": `from words import word
from triggers.deep import deeper
calls = 0
def handler(event, context):
    global calls
    calls += 1
    return {**event, "said": word, "deeper": deeper, "calls": calls, "text": "\\u2028 é \\U0001f600"}
`,
      "triggers/words.py": 'word = "Hello"\n',
      "triggers/deep.py": "deeper = True\n",
      "with-dashes.py": "def handler(event, context):\n    return __name__\n",
    });
    const answer = { name: "Ada", said: "Hello", deeper: true, text: "\u2028 é 😀" };
    expect(await call("greet", { name: "Ada" })).toEqual({ kind: "answer", answer: { ...answer, calls: 1 } });
    expect(await call("greet", { name: "Ada" })).toEqual({ kind: "answer", answer: { ...answer, calls: 2 } });
    expect(await call("dashed")).toEqual({ kind: "answer", answer: "with-dashes" });
  });

  it("may stand in a folder that is called like a package of Python's own, or outside of the folder", async () => {
    const source = "def handler(event, context):\n    return 'found'\n";
    await write({ "test/json/handler.py": source, "../outside.py": source });
    onTestFinished(() => rmSync(join(folder, "../outside.py")));
    expect(await call("called-alike")).toEqual({ kind: "answer", answer: "found" });
    expect(await call("outside")).toEqual({ kind: "answer", answer: "found" });
  });

  it("is loaded anew when its file or one that it imports has changed", async () => {
    expect(await call("greet")).toMatchObject({ answer: { said: "Hello" } });
    await writeFile(join(folder, "triggers/words.py"), 'word = "Howdy"\n');
    expect(await call("greet")).toMatchObject({ answer: { said: "Howdy", calls: 1 } });
  });

  it.each([
    ["raises", "def handler(event, context):\n    raise ValueError('no')\n", error("ValueError", "no")],
    [
      "answers with what JSON cannot hold",
      "def handler(event, context):\n    return object()\n",
      error("Runtime.MarshalError", "Unable to marshal response: Object of type object is not JSON serializable"),
    ],
    [
      "answers with 10 MB",
      "def handler(event, context):\n    return 'x' * 10_000_000\n",
      error(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      ),
    ],
    [
      "exits",
      "import sys\ndef handler(event, context):\n    sys.exit(3)\n",
      error(
        "Runtime.ExitError",
        expect.stringMatching(/^RequestId: [\da-f-]{36} Error: Runtime exited with error: exit status 3$/),
      ),
    ],
    [
      "kills itself",
      "import os\ndef handler(event, context):\n    os.kill(os.getpid(), 9)\n",
      error("Runtime.ExitError", expect.stringMatching(/Runtime exited with error: signal: killed$/)),
    ],
    ["cannot be loaded", "raise RuntimeError('no database')\n", error("RuntimeError", "no database")],
    [
      "imports what is not there",
      "import nowhere\n",
      error("Runtime.ImportModuleError", "Unable to import module 'broken': No module named 'nowhere'"),
    ],
  ])("is told apart when it %s, and the next call is a new one", async (_what, source, outcome) => {
    await write({ "broken.py": source });
    expect(await call("broken")).toEqual(outcome);
    await write({ "broken.py": "def handler(event, context):\n    return 'well'\n" });
    expect(await call("broken")).toEqual({ kind: "answer", answer: "well" });
  });

  it("may write to whatever file it finds open, which is shown where nobody understands it", async () => {
    await write({
      "broken.py": `import os
def handler(event, context):
    for text in ("not JSON", "null", '{"kind": "answer"}', '{"kind": "log", "text": 1}'):
        os.write(4, text.encode() + b"\\n")
    return "well"
`,
    });
    expect(await call("broken")).toEqual({ kind: "answer", answer: "well" });
    expect(log.lines.filter((line) => line.startsWith("info not JSON"))).toHaveLength(1);
  });

  it("may print a line longer than any text that the service could hold", async () => {
    await write({
      "endless-line.py": `import os
def handler(event, context):
    for _ in range(600):
        os.write(4, b"x" * 2**20)
    os.write(4, b"\\n")
    return "after all"
`,
    });
    expect(await call("endless-line")).toEqual({ kind: "answer", answer: "after all" });
  });

  it("may fail with a message of any length, of which the beginning is told", async () => {
    await write({ "endless-line.py": "def handler(event, context):\n    raise ValueError('x' * 30_000_000)\n" });
    expect(await call("endless-line")).toEqual(error("ValueError", "x".repeat(256 * 1024)));
  });

  it("is named when its file or its function is not there, or is no program", async () => {
    await write({ "syntax.py": "def handler(:\n", "not_there.py": "other = 1\n" });
    expect(await call("absent")).toMatchObject(error("Runtime.ImportModuleError", expect.stringContaining("absent")));
    expect(await call("syntax")).toMatchObject(
      error("Runtime.UserCodeSyntaxError", expect.stringContaining("Syntax error in module 'syntax'")),
    );
    expect(await call("not-there")).toEqual(
      error("Runtime.HandlerNotFound", "Handler 'handler' missing on module 'not_there'"),
    );
  });

  it("is ended when it takes longer than its time, even in an endless loop", async () => {
    await write({ "hasty.py": "def handler(event, context):\n    while True: pass\n" });
    expect(await call("hasty")).toEqual(
      error("Sandbox.Timedout", expect.stringMatching(/^\d{4}-.* [\da-f-]{36} Task timed out after 0\.40 seconds$/)),
    );
    await write({ "hasty.py": "def handler(event, context):\n    return 'in time'\n" });
    expect(await call("hasty")).toEqual({ kind: "answer", answer: "in time" });
  });

  it("takes with it what it has started", async () => {
    await write({
      "hasty.py": `import subprocess, time
def handler(event, context):
    child = subprocess.Popen(["sleep", "300"])
    print("started", child.pid)
    time.sleep(300)
`,
    });
    await call("hasty");
    const [, pid] = /started (\d+)/.exec(log.lines.join("\n")) ?? [];
    await expect.poll(() => spawnSync("kill", ["-0", String(pid)]).status, { timeout: 5000 }).not.toBe(0);
  });

  it("runs one call at a time in each process, and as many processes as it takes", async () => {
    await write({
      "slow.py": `import time
running = 0
def handler(event, context):
    global running
    running += 1
    alone = running == 1
    time.sleep(0.3)
    running -= 1
    return alone
`,
    });
    const answers = await Promise.all(Array.from({ length: 4 }, () => call("slow")));
    expect(answers).toEqual(Array(4).fill({ kind: "answer", answer: true }));
  });

  it("has what it prints and logs in the log, with the request's id, in order", async () => {
    await write({
      "loud.py": `import logging, sys
logger = logging.getLogger()
logger.setLevel(logging.INFO)
print("loading")
def handler(event, context):
    print("one", {"two": 2})
    print("three", file=sys.stderr)
    logger.info("four")
    sys.stdout.write("no line's end")
    return context.aws_request_id
`,
    });
    const answer = await call("loud");
    const facts = JSON.stringify({ function: "loud", requestId: "answer" in answer && answer.answer });
    expect(log.lines.filter((line) => line.includes(facts))).toEqual(
      ["loading", "one {'two': 2}", "three", "[INFO]\tfour", "no line's end"].map((text) => `info ${text} ${facts}`),
    );
  });

  it("writes no more than the log can bear, were it nothing but the ends of lines", async () => {
    await write({ "loud.py": "def handler(event, context):\n    print('\\n' * 200_000)\n" });
    const before = log.lines.length;
    await call("loud");
    expect(log.lines.length - before).toBeLessThan(20_000);
    expect(log.lines.at(-1)).toContain("… and more, which is not shown");
  });

  it("knows where it is, by context and variables", async () => {
    await write({
      "told.py": `import os
def handler(event, context):
    return {
        "context": [context.function_name, context.function_version, context.invoked_function_arn, context.memory_limit_in_mb],
        "left": context.get_remaining_time_in_millis(),
        "env": dict(os.environ),
    }
`,
    });
    const answer = (await call("told")) as { answer: { context: object; left: number; env: Record<string, string> } };
    expect(answer.answer.context).toEqual(["told", "$LATEST", arnOf("told"), "128"]);
    expect(answer.answer.left).toBeGreaterThan(7000);
    expect(answer.answer.env).toMatchObject({
      _HANDLER: "told.handler",
      AWS_EXECUTION_ENV: "AWS_Lambda_python3.13",
      AWS_ENDPOINT_URL_KMS: "http://localhost:9500",
      GREETING: "hello",
    });
  });
});

describe("A handler in Python where there is no python3", () => {
  const { call, write } = functionsFor({ greet: py("greet.py") }, { PATH: "/nowhere" });

  it("is not run, and says why", async () => {
    await write({ "greet.py": "def handler(event, context):\n    return 1\n" });
    expect(await call("greet")).toEqual({
      kind: "not-run",
      code: "ServiceException",
      reason: "there is no python3 on the PATH",
    });
  });
});

it("shows that python3 is absent, if it is", ({ skip }) => {
  if (!hasPython) skip("there is no python3: handlers in Python were not tested");
  expect(execFileSync("python3", ["--version"], { encoding: "utf8" })).toMatch(/^Python 3/);
});
