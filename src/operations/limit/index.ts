/** Operations on how many calls in a second the service takes. Called by the API's pipeline. */
export { GetProvisionedLimit } from "./get-provisioned-limit.ts";
export { UpdateProvisionedLimit } from "./update-provisioned-limit.ts";
