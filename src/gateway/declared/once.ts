import type { GatewayServices, Make } from "./services.ts";

/** Makes something once for all that share it. */
export function once<Made>(make: Make<Made>): Make<Made> {
  const made = new WeakMap<GatewayServices, Made>();
  return (services) => {
    const known = made.get(services) ?? make(services);
    made.set(services, known);
    return known;
  };
}
