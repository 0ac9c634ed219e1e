import type { Federation } from "../../domain/federation/upstream.ts";

declare const x: Federation;
export const { begin, readResponse, endSession, readLogoutResponse, describeParty } = x;
