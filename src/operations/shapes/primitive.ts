import { text } from "./constraints.ts";

/** What the model calls StringType: any string that fits a request. */
export const StringType = text({ min: 0, max: 131_072 });

export const HexString = text({ pattern: "^[0-9a-fA-F]+$" });

export const Description = text({ max: 2048 });

export const RegionCode = text({ min: 5, max: 32 });

const arn = "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?";

export const Arn = text({ min: 20, max: 2048, pattern: arn });

export const OptionalArn = text({ min: 0, max: 2048, pattern: `(${arn})?` });
