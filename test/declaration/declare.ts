import { type Declaration, declarationSchema, readDeclarationFile } from "../../src/declaration/schema.ts";
import type { Log } from "../../src/domain/services.ts";

export const place = { region: "us-east-1", accountId: "123456789012" };

/** A declaration of these pools, through the schema that files go through. */
export const declare = (...userPools: object[]): Declaration => declarationSchema(place).parse({ userPools });

/** The mistakes in a file, without its name: `7:17: userPools[0].Id: is required`. */
export function mistakesIn(text: string): string[] {
  try {
    readDeclarationFile(text, "poolhouse.yaml", place);
    return [];
  } catch (error) {
    const [first, ...lines] = (error as Error).message.split("\n");
    if (first !== "poolhouse.yaml cannot be used:") throw error;
    return lines.map((line) => line.replace("poolhouse.yaml:", ""));
  }
}

/** A log that keeps what is written: facts and text of each line. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (level: string) => (facts: object, text: string) => {
    lines.push(`${level} ${text} ${JSON.stringify(facts)}`);
  };
  return { lines, info: write("info"), warn: write("warn"), error: write("error") };
}
