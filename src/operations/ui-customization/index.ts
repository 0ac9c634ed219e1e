/** Operations on the look of the classic pages. Called by the API's pipeline. */
export { GetUICustomization } from "./get-ui-customization.ts";
export { SetUICustomization } from "./set-ui-customization.ts";
