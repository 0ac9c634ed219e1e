import { Hono } from "hono";
import type { Services } from "../domain/services.ts";
import type { ExceptionName } from "../errors.ts";
import { operations } from "../operations/index.ts";
import { awsJsonApi } from "./aws-json/api.ts";
import { failed } from "./failed.ts";
import { kms } from "./kms.ts";
import type { Fetch } from "./listen.ts";
import { sts } from "./sts.ts";

export interface CallsOptions {
  readonly services: Services;
  /** Secrets by access key id; where there is none, signatures are not verified. */
  readonly accessKeys: ReadonlyMap<string, string>;
  /** Told of each call by whoever may make it; throws where there are too many. Without it there is no bound. */
  readonly countRequest?: (operation: string) => Promise<void>;
  /** Told of an exception that an operation threw without declaring it. */
  readonly onUndeclared: (operation: string, exception: ExceptionName) => void;
}

/** AWS's APIs, all at `POST /`: Cognito's own, and what functions and SDKs ask of KMS and STS beside it. */
export function calls(options: CallsOptions): Fetch {
  const app = new Hono();
  app.onError(failed(options.services.log));
  app.route("/", awsJsonApi({ ...options, operations }));
  app.route("/", kms(options));
  app.route("/", sts(options));
  return app.fetch;
}
