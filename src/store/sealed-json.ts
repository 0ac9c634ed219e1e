import type { Sealer } from "../crypto/seal.ts";

/** Seals and opens values of one kind. What was sealed for one row does not open for another: `context` names it. */
export interface SealedJson<Value, Row> {
  seal(row: Row, value: Value): Buffer;
  open(row: Row, sealed: Buffer): Value;
}

const moments = new Set(["createdAt", "changedAt"]);
const revive = (name: string, value: unknown) => (moments.has(name) ? new Date(value as string) : value);

/** JSON under `sealer`, with its times. */
export const sealedJson = <Value, Row>(sealer: Sealer, context: (row: Row) => string): SealedJson<Value, Row> => ({
  seal: (row, value) => sealer.seal(Buffer.from(JSON.stringify(value)), context(row)),
  open: (row, sealed) => JSON.parse(sealer.open(sealed, context(row)).toString(), revive),
});
