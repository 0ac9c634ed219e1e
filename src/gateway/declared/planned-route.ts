import type { Integration } from "../integrations/integration.ts";
import type { RestRoute } from "../rest/rest-api.ts";
import type { PathTemplate } from "../routing/path-template.ts";
import type { PlannedGuard } from "./plan-authorizers.ts";
import type { Make } from "./services.ts";

/** A route of a REST API but for what it takes services to make. */
export interface PlannedRoute extends Omit<RestRoute, "authorizer" | "scopes" | "integration"> {
  readonly template: PathTemplate;
  readonly guard: PlannedGuard;
  readonly integration: Make<Integration>;
}
