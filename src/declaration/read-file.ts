import type { Declaration } from "./declared.ts";
import type { GatewayDeclaration } from "./gateway-file.ts";
import type { Place } from "./place.ts";

// What a file may hold is described at length: it is loaded where there is a file alone.

/** The declaration in the YAML `text` of `file`, a poolhouse.yaml. Rejects with DeclarationError. */
export async function readDeclarationFile(text: string, file: string, place: Place): Promise<Declaration> {
  const reading = await import("./schema.ts");
  return reading.readDeclarationFile(text, file, place);
}

/** The declaration in the YAML `text` of `file`, a gateway.yaml. Rejects with DeclarationError. */
export async function readGatewayFile(
  text: string,
  file: string,
  place: Omit<Place, "localUrls">,
): Promise<GatewayDeclaration> {
  const reading = await import("./gateway-file.ts");
  return reading.readGatewayFile(text, file, place);
}
