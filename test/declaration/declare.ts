import type { Declaration } from "../../src/declaration/index.ts";
import { declarationSchema } from "../../src/declaration/schema.ts";
import type { Log } from "../../src/domain/services.ts";
import { mistakesOf } from "./mistakes-of.ts";

export const place = { region: "us-east-1", accountId: "123456789012", localUrls: "taken" } as const;

/** A declaration of these pools, through the schema that files go through. */
export const declare = (...userPools: object[]): Declaration => declarationSchema(place).parse({ userPools });

/** The mistakes in a poolhouse.yaml: `7:17: userPools[0].Id: is required`. */
export const mistakesIn = (text: string): string[] => mistakesOf(text, declarationSchema(place));

/** A log that keeps what is written: facts and text of each line. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (level: string) => (facts: object, text: string) => {
    lines.push(`${level} ${text} ${JSON.stringify(facts)}`);
  };
  return { lines, debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
