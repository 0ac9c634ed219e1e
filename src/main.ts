/** The process: does what its command line asks for, and loads no more than that takes. */
import { existsSync } from "node:fs";
import packageJson from "../package.json" with { type: "json" };
import { readCommandLine } from "./config/command-line.ts";
import { readConfig } from "./config/config.ts";
import { readGatewayConfig } from "./config/gateway-config.ts";
import { signingKeyReserve } from "./crypto/signing-key-reserve.ts";
import { machineRandom } from "./random.ts";
import { StartError } from "./start-error.ts";

async function main(): Promise<void> {
  const commandLine = readCommandLine({ argv: process.argv.slice(2), version: packageJson.version });
  const sources = { environment: process.env, fileExists: existsSync };
  switch (commandLine.kind) {
    case "print":
      process.stdout.write(commandLine.text);
      return;
    case "start": {
      const config = readConfig({ flags: commandLine.flags, ...sources });
      const keys = signingKeyReserve(machineRandom);
      keys.warm(); // on other threads, while this one loads the service
      const { startService } = await import("./commands/start.ts");
      return startService(config, keys);
    }
    case "gateway": {
      const config = readGatewayConfig({ flags: commandLine.flags, ...sources });
      const { startGateway } = await import("./commands/gateway.ts");
      return startGateway(config);
    }
    case "cert": {
      const config = readConfig({ flags: commandLine.flags, ...sources });
      const { printCertificate } = await import("./commands/cert.ts");
      return printCertificate(config);
    }
    case "trigger": {
      const { runTriggerCommand } = await import("./contract/index.ts");
      const { createLog } = await import("./log.ts");
      const print = (text: string) => void process.stdout.write(text);
      const surroundings = { environment: process.env, log: createLog("warn", "local"), print };
      process.exitCode = await runTriggerCommand(commandLine.command, surroundings);
    }
  }
}

try {
  await main();
} catch (error) {
  const known = error instanceof StartError;
  process.stderr.write(`${known ? `poolhouse: ${error.message}` : error instanceof Error ? error.stack : error}\n`);
  process.exit(known ? 2 : 1);
}
