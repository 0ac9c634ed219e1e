import type { Connection } from "./connection.ts";

/** A port whose every call passes the connection's edge. */
export function edge<Port extends object>(port: Port, connection: Connection): Port {
  const properties = Object.getOwnPropertyDescriptors(port);
  for (const property of Object.values<PropertyDescriptor>(properties)) {
    const method: unknown = property.value;
    if (typeof method !== "function") continue;
    property.value = (...parameters: unknown[]) => connection.enter(async () => method(...parameters));
  }
  return Object.defineProperties({}, properties) as Port;
}
