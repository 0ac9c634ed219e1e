import type { ContextDataType, UserContextDataType } from "@aws-sdk/client-cognito-identity-provider";
import type { Client } from "../client/client.ts";

/** Where a call came from. */
export interface Origin {
  readonly ipAddress?: string;
  readonly userAgent?: string;
}

/** AWS: SessionDescriptionType, LastIPAddress. */
const longestAddress = 128;

/** Of an app's call. The address that it tells counts where the client says so (EnablePropagateAdditionalUserContextData). */
export function originOfApp(client: Client, connection: Origin, told: UserContextDataType | undefined): Origin {
  if (!client.settings.EnablePropagateAdditionalUserContextData || !told?.IpAddress) return connection;
  return { ...connection, ipAddress: told.IpAddress.slice(0, longestAddress) };
}

/** Of a backend's call: that of the person for whom it calls, where it tells. */
export function originOfBackend(connection: Origin, told: ContextDataType | undefined): Origin {
  if (!told) return connection;
  const userAgent = told.HttpHeaders?.find(({ headerName }) => headerName?.toLowerCase() === "user-agent");
  return { ipAddress: told.IpAddress?.slice(0, longestAddress), userAgent: userAgent?.headerValue };
}
