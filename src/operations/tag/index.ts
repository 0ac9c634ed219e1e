/** Operations on the tags of user pools, which are named by their ARN. Called by the API's pipeline. */
export { ListTagsForResource } from "./list-tags-for-resource.ts";
export { TagResource } from "./tag-resource.ts";
export { UntagResource } from "./untag-resource.ts";
