/** Operations on where a pool's logs go. Called by the API's pipeline. */
export { GetLogDeliveryConfiguration } from "./get-log-delivery-configuration.ts";
export { SetLogDeliveryConfiguration } from "./set-log-delivery-configuration.ts";
