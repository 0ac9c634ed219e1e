import { readFile } from "node:fs/promises";
import { unusableFile } from "../config/config-error.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import { readGatewayFile } from "../declaration/index.ts";
import { apiUrls, describeGateways } from "../gateway/gateways.ts";
import { openGatewayServer } from "../gateway-server.ts";
import { createLog } from "../log.ts";
import { prepareForLoad } from "../prepare-for-load.ts";
import { closeOnSignal } from "./close-on-signal.ts";
import { nameUnhonoured } from "./name-unhonoured.ts";
import { removeReadyFile, writeReadyFile } from "./ready-file.ts";

/** `poolhouse gateway`: the APIs of a file, in front of a Poolhouse that runs elsewhere. Rejects with a StartError. */
export async function startGateway(config: GatewayConfig): Promise<void> {
  const { file } = config;
  const log = createLog(config.logLevel, config.mode);
  await removeReadyFile(config);
  const declaration = await readGatewayFile(await readFile(file, "utf8").catch(unusableFile(file)), file, config);
  nameUnhonoured({ strict: config.strict, declarationFile: file }, declaration, log);
  const gateways = await openGatewayServer({ config, declaration, log, environment: process.env });
  closeOnSignal(gateways, config);
  await prepareForLoad("gateway");
  await writeReadyFile(config, { pid: process.pid, apis: apiUrls(gateways) });
  const ready = `The gateway is ready in front of ${declaration.poolhouse}`;
  process.stdout.write(`${[ready, ...describeGateways(gateways)].join("\n")}\n`);
}
