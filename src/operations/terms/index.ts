/** Operations on the terms of use and privacy policies that apps' sign-up pages link to. Called by the API's pipeline. */
export { CreateTerms } from "./create-terms.ts";
export { DeleteTerms } from "./delete-terms.ts";
export { DescribeTerms } from "./describe-terms.ts";
export { DescribeTermsByClient } from "./describe-terms-by-client.ts";
export { ListTerms } from "./list-terms.ts";
export { UpdateTerms } from "./update-terms.ts";
