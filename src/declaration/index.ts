/**
 * What a service is to have from its start: pools with their domains, clients, groups, resource servers and users, from
 * poolhouse.yaml or, without one, by default. Here stands what can be declared, what is held against it before anything is stored, and what start-up says
 * of it. `file/` finds mistakes in a YAML file with their places, whatever its schema; `apply/` brings the database to
 * a declaration. The rules by which pools and users are made are domain's; the file itself is opened by the process.
 * Called by the process and the composition root.
 */
export { announce } from "./announce.ts";
export { applyDeclaration, reset } from "./apply/index.ts";
export type { Declaration } from "./declared.ts";
export { defaultDeclaration, defaultIds } from "./default.ts";
export { DeclarationError } from "./file/index.ts";
export type { GatewayDeclaration } from "./gateway-file.ts";
export { readDeclarationFile, readGatewayFile } from "./read-file.ts";
export { unhonouredIn } from "./unhonoured.ts";
export { warnOfKnown } from "./warn-of-known.ts";
