/**
 * The control face, `/_poolhouse/…`: what a developer and a test suite ask of the service beside the API. Read the outbox,
 * see what functions were called with, go back to the declared state, move the clock, set the public URL, get Amplify's configuration. It owns who may reach
 * it and its JSON, and leaves every rule to domain. The composition root mounts it.
 */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { Services } from "../../domain/services.ts";
import { CognitoError } from "../../errors.ts";
import { amplifyOutputs } from "./amplify-outputs.ts";
import { clock } from "./clock.ts";
import { guard } from "./guard.ts";
import { importLog } from "./import-log.ts";
import { introspection } from "./introspection.ts";
import { invocations, replay } from "./invocations.ts";
import { messages } from "./messages.ts";
import { publicUrl } from "./public-url.ts";
import { resetting } from "./reset.ts";
import type { Resource } from "./resource.ts";
import { standInAnswers } from "./stand-ins.ts";

export interface ControlOptions {
  readonly services: Pick<Services, "database" | "clock" | "functions" | "log" | "publicUrl" | "httpsUrl" | "random">;
  readonly mode: "local" | "shared";
  /** The bearer token that opens the face; in shared mode it stays closed without one. */
  readonly controlToken?: string;
  /**
   * Returns the service, or one pool, to the declared state. Rejects with ResourceNotFoundException for a pool that is
   * neither declared nor there.
   */
  reset(userPoolId?: string): Promise<void>;
  /** Resolves when what earlier calls left to be done and recorded behind their backs is done. */
  settled(): Promise<void>;
}

const longestBody = 64 * 1024;

/** To be mounted at `/_poolhouse`, behind a refresh of the service's state. Refusals are `{"message": "…"}`. */
export function controlFace({ services, mode, controlToken, reset, settled }: ControlOptions): Hono {
  const ofInvocations = { services, mode, settled };
  const resources: Readonly<Record<string, Resource>> = {
    "/messages": messages(services, settled),
    "/invocations": invocations(ofInvocations),
    "/invocations/:id/replay": replay(ofInvocations),
    "/reset": resetting(services, reset, settled),
    "/clock": clock(services),
    "/public-url": publicUrl(services),
    "/amplify_outputs.json": amplifyOutputs(services),
    "/introspect": introspection(services),
    "/stand-ins/:userPoolId/:provider/next": standInAnswers(services),
    "/import-jobs/:userPoolId/:jobId/log": importLog(services),
  };
  const face = new Hono();
  face.use(guard({ mode, controlToken, publicUrl: services.publicUrl }));
  face.use(bodyLimit({ maxSize: longestBody, onError: () => refuse(413, "The body is too large.") }));
  // The second is the path with a slash at its end.
  face.on("GET", ["/", "/:end{$}"], (c) => c.json(overviewOf(resources)));
  for (const [path, resource] of Object.entries(resources)) {
    for (const [method, handle] of Object.entries(resource)) face.on(method, path, handle);
    const allowed = Object.keys(resource).join(", ");
    face.all(path, (c) => {
      c.header("Allow", allowed);
      return refuse(405, `/_poolhouse${path} takes ${allowed}, not ${c.req.method}.`);
    });
  }
  face.all("*", (c) => refuse(404, `There is no ${c.req.path}. Under /_poolhouse there are ${listed(resources)}.`));
  face.onError((error, c) => answerTo(error, c, services));
  return face;
}

/** What there is, for whoever looks around. */
const overviewOf = (resources: Readonly<Record<string, Resource>>) => ({
  resources: Object.entries(resources).map(([path, resource]) => ({
    path: `/_poolhouse${path}`,
    methods: Object.keys(resource),
  })),
});

const listed = (resources: object): string => Object.keys(resources).join(", ");

function refuse(status: 404 | 405 | 413, message: string): never {
  throw new HTTPException(status, { message });
}

function answerTo(error: Error, c: Context, { log }: Pick<Services, "log">): Response {
  const { method, path } = c.req;
  const { message } = error;
  if (error instanceof HTTPException || (error instanceof CognitoError && error.name === "ResourceNotFoundException")) {
    const status = error instanceof HTTPException ? error.status : 404;
    log.info({ reason: message, method, path, status }, "the control face refused");
    return c.json({ message }, status);
  }
  log.error({ method, path, error: { name: error.name, message, stack: error.stack } }, "the control face failed");
  return c.json({ message: "Internal error; the service's log has it." }, 500);
}
