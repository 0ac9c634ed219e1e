import type { Credentials } from "./credentials.ts";
import type { FunctionSettings } from "./function.ts";

/** What every function is told of where it runs. */
export interface Surroundings {
  /** Where the service answers on this machine. */
  readonly url: string;
  readonly credentials: Credentials;
  /** The variables of the service's own process. */
  readonly process: Readonly<Record<string, string | undefined>>;
}

/** A function, and what it is told of itself. */
interface Placed {
  readonly name: string;
  /** Of the ARN by which it is called, so that it finds the pool that calls it. */
  readonly region: string;
  /** 32 hex digits. */
  readonly instance: string;
  readonly folder: string;
  readonly settings: FunctionSettings;
}

/** What programs need of a machine to run at all. Nothing else of the service's variables is a function's business. */
const ofTheMachine = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "PATHEXT", "NODE_EXTRA_CA_CERTS"];

/** Languages as AWS_EXECUTION_ENV names them; a program of one's own has none. */
const executions = { handler: "AWS_Lambda_nodejs24.x", python: "AWS_Lambda_python3.13" };

/**
 * The variables of a function: those of its machine, those that Lambda gives, and its own, which win.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function environmentOf(
  { name, region, instance, folder, settings }: Placed,
  { url, credentials, process }: Surroundings,
): Record<string, string> {
  const machine = ofTheMachine.flatMap((variable) => {
    const value = process[variable];
    return value === undefined ? [] : [[variable, value]];
  });
  const handler = settings.handler ?? settings.python ?? settings.command?.at(-1);
  const kind = settings.handler ? "handler" : settings.python ? "python" : undefined;
  return {
    ...Object.fromEntries(machine),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memory),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `[$LATEST]${instance}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    ...(kind && { AWS_EXECUTION_ENV: executions[kind] }),
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url,
    AWS_ENDPOINT_URL_KMS: url,
    LAMBDA_TASK_ROOT: folder,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    ...(handler && { _HANDLER: handler.replace(/^\.\//, "").replace(/(\.\w+)?#/, ".") }),
    ...settings.environment,
  };
}
