/**
 * Runs the functions that poolhouse.yaml declares, as Lambda would: a handler in JavaScript or TypeScript (handler/), one
 * in Python, a program that speaks the Runtime API, or one that is elsewhere behind the Invoke API. Owns threads,
 * processes, reloading, variables, time and size limits. Which function is called when, with which event, and what its
 * answer means, is the domain's and the gateway's. Opened by the composition root.
 */
export { functionCredentials, withFunctionKey } from "./credentials.ts";
export { type OpenFunctions, openFunctions } from "./functions.ts";
