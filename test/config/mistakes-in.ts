import { expect } from "vitest";
import { z } from "zod";
import { DeclarationError, readDeclaration } from "../../src/declaration/read.ts";

/** Like the API's own schemas, these drop what they do not know. */
const client = z.object({
  ClientId: z
    .string()
    .min(1)
    .max(12)
    .regex(/^(?:[\w+]+)$/u),
  ClientName: z.string().optional(),
  RefreshTokenValidity: z.number().int().min(0).max(3650).optional(),
  Flows: z
    .array(z.enum(["PASSWORD", "SRP"]))
    .min(1)
    .max(2)
    .optional(),
});

export const schema = z.object({
  userPools: z
    .array(
      z.object({
        Id: z.string(),
        MfaConfiguration: z.enum(["OFF", "ON", "OPTIONAL"]).optional(),
        DeletionProtection: z.literal("ACTIVE").optional(),
        CaseSensitive: z.boolean().optional(),
        UserPoolTags: z.record(z.string().min(2), z.string()).optional(),
        Clients: z
          .array(client)
          .nullish()
          .transform((clients) => clients ?? []),
      }),
    )
    .default([]),
});

/** The lines of the refusal, without the file's name before each. */
export function mistakesIn(text: string, of: z.ZodType = schema): string[] {
  try {
    readDeclaration(text, "pools.yaml", of);
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    const [headline, ...lines] = error.message.split("\n");
    expect(headline).toBe("pools.yaml cannot be used:");
    for (const line of lines) expect(line).toMatch(/^pools\.yaml:\d+:\d+: /);
    return lines.map((line) => line.replace("pools.yaml:", ""));
  }
  return [];
}
