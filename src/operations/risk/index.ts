/** Operations on what a pool does about risks, and on its users' histories. Called by the API's pipeline. */
export { AdminListUserAuthEvents } from "./admin-list-user-auth-events.ts";
export { AdminUpdateAuthEventFeedback } from "./admin-update-auth-event-feedback.ts";
export { DescribeRiskConfiguration } from "./describe-risk-configuration.ts";
export { SetRiskConfiguration } from "./set-risk-configuration.ts";
export { UpdateAuthEventFeedback } from "./update-auth-event-feedback.ts";
