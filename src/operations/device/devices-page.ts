import type { DeviceType } from "@aws-sdk/client-cognito-identity-provider";
import { describeDevice } from "../../domain/device/describe-device.ts";
import type { Services } from "../../domain/services.ts";
import type { User } from "../../domain/user/user.ts";
import { cutPage, nextPageToken, readPageToken } from "../pagination.ts";

interface Page {
  readonly Limit?: number | undefined;
  readonly PaginationToken?: string | undefined;
}

/** A page of a user's confirmed devices, in the order of their keys. `query` is what the page's token is bound to. */
export async function devicesPage(
  services: Services,
  user: User,
  query: readonly string[],
  { Limit, PaginationToken }: Page,
): Promise<{ Devices: DeviceType[]; PaginationToken?: string }> {
  const limit = Limit || 60;
  const after = readPageToken(services, query, PaginationToken);
  const owner = { sub: user.sub };
  const found = await services.database.devices.list(user.poolId, { owner, after, limit: limit + 1 });
  const { page, last } = cutPage(found, limit);
  return {
    Devices: page.map((device) => describeDevice(services, user, device)),
    ...(last && { PaginationToken: nextPageToken(services, query, last.id) }),
  };
}
