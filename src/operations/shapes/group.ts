import { integer, text } from "./constraints.ts";

export const GroupName = text({ min: 1, max: 128, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" });

export const Precedence = integer({ min: 0 });
