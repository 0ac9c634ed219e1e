/**
 * Brings the database to a declaration: at every start, leaving people as they have become, and at a reset, as on the
 * first day. Owns what is created, returned to its declared settings, left alone and kept. What a declared thing is
 * made of is ../design.ts's. Called by the composition root, on several instances at once.
 */
export { applyDeclaration } from "./apply.ts";
export { reset } from "./reset.ts";
