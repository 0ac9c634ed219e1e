import { integer, text } from "./constraints.ts";

/** How many to answer at most. Each listing has its own bounds. */
export const PoolQueryLimit = integer({ min: 1, max: 60 });

export const QueryLimit = integer({ min: 1, max: 60 });

/** As QueryLimit, but 0 means the default. The model calls it QueryLimitType. */
export const QueryLimitOrDefault = integer({ min: 0, max: 60 });

/** Where the page before ended. */
export const PaginationKey = text({ min: 1, max: 131_072, pattern: "[\\S]+" });

/** The same without a greatest length: PaginationKeyType and SearchPaginationTokenType. */
export const UnboundedPaginationKey = text({ min: 1, pattern: "[\\S]+" });
