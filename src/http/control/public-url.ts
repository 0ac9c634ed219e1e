import * as z from "zod";
import { parsePublicUrl, publicUrlRule } from "../../domain/service/public-url.ts";
import type { Services } from "../../domain/services.ts";
import { members, readBody } from "./input.ts";
import type { Resource } from "./resource.ts";

const example = '{"publicUrl":"http://localhost:32768"}, or {"publicUrl":null} for the configured one';

const url = z.string().transform((text, context) => {
  const parsed = parsePublicUrl(text);
  if (parsed === undefined) context.addIssue(`must be ${publicUrlRule}`);
  return parsed ?? "";
});

const change = members({ publicUrl: url.nullable() });

/**
 * From where the service is reached, for every instance: a container's port is known only once it runs. GET tells it, PUT
 * sets it; issuer and links follow at once.
 */
export function publicUrl({ database, publicUrl }: Pick<Services, "database" | "publicUrl">): Resource {
  return {
    GET: (c) => c.json({ publicUrl: publicUrl() }),
    PUT: async (c) => {
      await database.state.update(await readBody(c, change, example));
      return c.json({ publicUrl: publicUrl() });
    },
  };
}
