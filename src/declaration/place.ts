import type { Services } from "../domain/services.ts";

/** Where the service stands: what an id or a role does not say is judged by it. */
export interface Place extends Pick<Services, "accountId" | "localUrls"> {
  readonly region: string;
}

/** `eu-west-1` of `eu-west-1_Poolhouse`. Other emulators' ids, such as `local_6DPnXyZ`, name no region. */
export const regionOf = (poolId: string): string | undefined => /^([a-z]+(?:-[a-z]+)+-\d+)_/.exec(poolId)?.[1];
