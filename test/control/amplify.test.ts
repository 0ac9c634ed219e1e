import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { defaultApp, password } from "../support/people.ts";
import { readmeBlock } from "../support/readme.ts";
import { startForAll } from "../support/start.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const amplify = fileURLToPath(new URL("aws-amplify.ts", import.meta.url));

/** What an app prints that is built of `code`, beside the amplify_outputs.json that it imports. */
async function outputOf(code: string, outputs: object): Promise<string> {
  using folder: ReturnType<typeof temporaryFolder> = temporaryFolder();
  await writeFile(join(folder.path, "amplify_outputs.json"), JSON.stringify(outputs));
  const app = join(folder.path, "app.cjs");
  await build({
    stdin: { contents: code, resolveDir: folder.path },
    alias: { "aws-amplify/auth": amplify, "aws-amplify/utils": amplify, "aws-amplify": amplify },
    ...{ bundle: true, platform: "node", format: "cjs", outfile: app, logLevel: "silent" },
  });
  const { stdout } = await promisify(execFile)(process.execPath, [app]);
  return stdout;
}

describe("An app that uses Amplify", async () => {
  const service = await startForAll("memory");

  it("signs in and renews its tokens with amplify_outputs.json and the README's lines, and calls nobody else", async () => {
    const outputs = await service.current.control<object>(
      "GET",
      `/amplify_outputs.json?clientId=${defaultApp.ClientId}`,
    );
    const use = `
      import { fetchAuthSession, fetchUserAttributes, signIn } from "aws-amplify/auth";
      console.warn = () => {}; // Amplify's, of an endpoint that is not Amazon's
      const called = new Set();
      const fetch = globalThis.fetch;
      globalThis.fetch = (input, init) => {
        const { origin } = new URL(input.url ?? input);
        called.add(origin);
        return origin === "${service.current.url}" ? fetch(input, init) : Promise.reject(new Error(origin));
      };
      (async () => {
      const { isSignedIn } = await signIn({ username: "alice", password: "${password}" });
      const { email } = await fetchUserAttributes();
      const before = (await fetchAuthSession()).tokens.accessToken.toString();
      const { tokens } = await fetchAuthSession({ forceRefresh: true });
      const isRenewed = tokens !== undefined && tokens.accessToken.toString() !== before;
      console.log(JSON.stringify({ isSignedIn, email, isRenewed, called: [...called] }));
      })();
    `;
    const recipe = await readmeBlock("js", "outputs.custom");
    expect(JSON.parse(await outputOf(`${recipe}\n${use}`, outputs))).toEqual({
      ...{ isSignedIn: true, email: "alice@example.com", isRenewed: true },
      called: [service.current.url],
    });
  });

  it("signs in with the README's whole example", async () => {
    const endpoint = "http://localhost:9500";
    const lines = (await readmeBlock("js", "await signIn")).replace(endpoint, service.current.url);
    expect(lines).not.toContain(endpoint);
    const quiet = "console.warn = () => {};"; // Amplify's, of an endpoint that is not Amazon's
    const imports = lines.match(/^import .*$/gm)?.join("\n");
    const rest = lines.replaceAll(/^import .*$/gm, "");
    const output = await outputOf(`${imports}\n${quiet}\n(async () => {${rest}})();`, {});
    expect(output).toMatch(/isSignedIn: true/);
  });
});
