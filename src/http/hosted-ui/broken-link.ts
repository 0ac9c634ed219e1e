import { fail } from "../../errors.ts";

/** Throws what is told of a link that is not one of the service's, or not any more; `reason` is for the log. */
export function brokenLink(reason: string): never {
  fail("InvalidParameterException", "The link is not a good one.", reason);
}
