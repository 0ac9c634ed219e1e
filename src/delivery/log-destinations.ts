import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { LogDestinations } from "../domain/log-delivery/log-destinations.ts";

const timeLimit = 3_000;

/** Nothing stands for AWS's destinations: entries go nowhere, of which the service's own log has a line. */
export const noLogDestinations: LogDestinations = {
  async deliver() {
    throw new Error("no --log-destination is set");
  },
};

/**
 * A folder or an HTTP endpoint in the place of each log group, bucket and stream that a pool names. In a folder each is a
 * file, `<ARN>.jsonl`, of a line for each entry; an endpoint is sent each entry by POST, with the ARN in `x-destination`.
 */
export function logDestinations(where: string): LogDestinations {
  return /^https?:\/\//i.test(where) ? endpoint(where) : folder(where);
}

function folder(path: string): LogDestinations {
  return {
    async deliver(arn, entry) {
      await mkdir(path, { recursive: true });
      await appendFile(join(path, fileName(arn)), `${JSON.stringify(entry)}\n`);
    },
  };
}

/** No separator of paths, and no colon, which Windows has for drives. */
const fileName = (arn: string): string => `${arn.replaceAll(/[^\w.=@+-]/g, "_").slice(0, 200)}.jsonl`;

function endpoint(url: string): LogDestinations {
  return {
    async deliver(arn, entry) {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "x-destination": arn },
        body: JSON.stringify(entry),
        signal: AbortSignal.timeout(timeLimit),
      });
      if (!answer.ok) throw new Error(`the endpoint answered ${answer.status}`);
    },
  };
}
