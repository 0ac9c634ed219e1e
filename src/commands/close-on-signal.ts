import type { Config } from "../config/config.ts";
import type { Server } from "../server.ts";
import { removeReadyFile } from "./ready-file.ts";

/** Has the process end when it is told to, once what is open is closed. */
export function closeOnSignal(open: Pick<Server, "close">, config: Pick<Config, "readyFile">): void {
  let closing = false;
  const close = async () => {
    if (closing) return;
    closing = true;
    const how = await open.close();
    await removeReadyFile(config);
    if (how === "held up") process.kill(process.pid, "SIGKILL");
    process.exit(0);
  };
  process.on("SIGTERM", () => void close());
  process.on("SIGINT", () => void close());
  // Whoever has forked the process takes it along, however it ends.
  process.on("disconnect", () => void close());
}
