/** What it takes to run declared APIs; loaded where there are any. */
export { openBackends } from "./exchange/backend.ts";
export { describeGateways, openGateways } from "./gateways.ts";
export { signInUrls } from "./load-balancer/sign-in.ts";
export { openIssuers } from "./verifier/issuers.ts";
export { servicePools } from "./verifier/service-pools.ts";
