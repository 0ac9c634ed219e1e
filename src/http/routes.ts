import { Hono } from "hono";
import type { Services } from "../domain/services.ts";
import { pathOf } from "./by-host.ts";
import { type ControlOptions, controlFace } from "./control/index.ts";
import { failed } from "./failed.ts";
import { federationEndpoints, toProvider } from "./federation/index.ts";
import { hostedUi, readTheme, type Theme } from "./hosted-ui/index.ts";
import type { Fetch } from "./listen.ts";
import { logos } from "./logo.ts";
import { oauth } from "./oauth/index.ts";
import { signpost } from "./signpost.ts";
import { standIns } from "./stand-in/index.ts";
import { upToDate } from "./up-to-date.ts";
import { userImports } from "./user-imports.ts";
import { wellKnown } from "./well-known.ts";

export interface RoutesOptions {
  readonly services: Services;
  /** How pages look; without one as by default. */
  readonly theme?: Theme;
  readonly control: Omit<ControlOptions, "services">;
}

/** Everything that has a path of its own: the pools' endpoints and pages, and the control face. */
export function routes({ services, theme, control }: RoutesOptions): Fetch {
  const app = new Hono({ getPath: pathOf });
  app.onError(failed(services.log));
  app.use(upToDate(services));
  app.route("/", wellKnown(services));
  app.route("/", logos(services));
  app.route("/", federationEndpoints(services));
  app.route("/", oauth(services, toProvider));
  app.route("/", hostedUi(services, theme ?? readTheme()));
  app.route("/", standIns(services));
  app.route("/", userImports(services));
  app.route("/", signpost(services));
  app.route("/_poolhouse", controlFace({ services, ...control }));
  return app.fetch;
}
