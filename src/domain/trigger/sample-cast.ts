import type { Cast } from "./sample-events.ts";

const poolId = "us-east-1_Poolhouse";
const then = new Date(0);
const dates = { createdAt: then, modifiedAt: then };

/** Those whom sample events are about where nothing else is said: a pool without settings, and somebody in it. */
export const sampleCast: Cast = {
  pool: { id: poolId, region: "us-east-1", settings: { Name: "Poolhouse", SchemaAttributes: [] }, ...dates },
  client: {
    ...{ id: "poolhousepublicclient00001", poolId, secrets: [], ...dates },
    settings: { ClientName: "public", PreventUserExistenceErrors: "ENABLED" },
  },
  user: {
    ...{ poolId, sub: "a11ce000-0000-4000-8000-000000000001", username: "alice", status: "CONFIRMED", enabled: true },
    attributes: { email: "alice@example.com", email_verified: "true" },
    ...{ credentials: {}, ...dates },
  },
  groups: [{ poolId, name: "admins", ...dates }],
};
