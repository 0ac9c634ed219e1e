/**
 * For `node --import`: stands in for the package testcontainers where there is no Docker. A container is the built service
 * in a process with the variables that the image sets, and its files are in a folder; its port is reached by another one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "testcontainers" ? { url: import.meta.url, shortCircuit: true } : next(specifier, context),
});

const program = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

export const Wait = { forHttp: (path, port) => ({ path, port }) };

export class GenericContainer {
  #environment = {};
  #contents = [];

  withExposedPorts(port) {
    if (port !== 9500) throw new Error(`the image exposes 9500, not ${port}`);
    return this;
  }

  withEnvironment(environment) {
    this.#environment = environment;
    return this;
  }

  withCopyContentToContainer(contents) {
    this.#contents = contents;
    return this;
  }

  withWaitStrategy({ path, port }) {
    if (path !== "/health" || port !== 9500) throw new Error("nothing answers there");
    return this;
  }

  async start() {
    const folder = mkdtempSync(join(tmpdir(), "poolhouse-container-"));
    for (const { content, target } of this.#contents) writeFileSync(join(folder, basename(target)), content);
    const { POOLHOUSE_CONFIG: config, ...environment } = this.#environment;
    const env = { PATH: process.env.PATH, ...environment, POOLHOUSE_CONFIG: join(folder, basename(config)) };
    const child = spawn(process.execPath, [program, "--port", "0"], {
      cwd: folder,
      env,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const [{ url }] = await once(child, "message");
    const mapped = createServer((socket) => {
      const inner = connect(Number(new URL(url).port), "127.0.0.1");
      for (const side of [socket, inner]) side.on("error", () => undefined);
      socket.pipe(inner).pipe(socket);
    });
    await once(mapped.listen(0, "127.0.0.1"), "listening");
    return {
      getHost: () => "localhost",
      getMappedPort: () => mapped.address().port,
      async stop() {
        mapped.close();
        child.kill("SIGTERM");
        await once(child, "exit");
      },
    };
  }
}
