import { oneOf, text } from "./constraints.ts";

export const RegionName = text({ min: 5, max: 32 });

export const UpdateReplicaStatus = oneOf("ACTIVE", "INACTIVE");
