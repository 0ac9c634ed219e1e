import type { DeviceType } from "@aws-sdk/client-cognito-identity-provider";
import type { Services } from "../services.ts";
import type { User } from "../user/user.ts";
import type { Device } from "./device.ts";

/** A device as its owner and administrators are shown it, in Cognito's order. */
export function describeDevice(
  { accountId }: Pick<Services, "accountId">,
  { poolId, username }: Pick<User, "poolId" | "username">,
  { id, content, createdAt, modifiedAt }: Device,
): DeviceType {
  const owner = `${username}.${poolId}`;
  const region = poolId.slice(0, poolId.indexOf("_"));
  return {
    DeviceKey: id,
    DeviceAttributes: [
      { Name: "device_status", Value: "valid" },
      ...(content.name === undefined ? [] : [{ Name: "device_name", Value: content.name }]),
      { Name: "dev:device_arn", Value: `arn:aws:cognito-idp:${region}:${accountId}:owner/${owner}/device/${id}` },
      { Name: "dev:device_owner", Value: owner },
      ...(content.lastAddress === undefined ? [] : [{ Name: "last_ip_used", Value: content.lastAddress }]),
      { Name: "dev:device_remembered_status", Value: content.status },
      { Name: "dev:device_sdk", Value: "aws-sdk-unknown-unknown" },
    ],
    DeviceCreateDate: createdAt,
    DeviceLastModifiedDate: modifiedAt,
    // Of the three dates this one alone is in whole seconds.
    DeviceLastAuthenticatedDate: new Date(Math.floor(Date.parse(content.authenticatedAt) / 1000) * 1000),
  };
}
