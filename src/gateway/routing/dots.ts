import { type Denial, shown } from "../verifier/denial.ts";
import { decode } from "./encoding.ts";

/**
 * Why a path with a segment of dots, encoded or not, goes no further; undefined for any other. Who follows them behind the
 * gateway, a function's router or a backend, would come to what another guard stands before. Browsers send none.
 */
export function denyDots(path: string): Denial | undefined {
  const segments = decode(path).split(/[\\/]/);
  if (!segments.includes(".") && !segments.includes("..")) return undefined;
  return { check: "path", expected: "no segment of dots", found: shown(path) };
}
