import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import type { Services } from "../../domain/services.ts";
import { setNextAnswer } from "../../domain/stand-in/next-answer.ts";
import { failures, failuresOf } from "../../domain/stand-in/stand-in.ts";
import { members, readBody } from "./input.ts";
import type { Resource } from "./resource.ts";

const person = z.record(z.string(), z.json());
const failure = z.enum(failures);

const answer = z.union([
  members({ person, failure: failure.optional() }),
  members({ refused: z.literal(true) }),
  members({ failure }),
]);

const example = '{"person":{"sub":"1","email":"alex@example.com"}}, {"refused":true} or {"failure":"time-out"}';

/** How the stand-in of a provider answers whoever comes next, once: PUT sets it. */
export function standInAnswers({ database, clock }: Pick<Services, "database" | "clock">): Resource {
  return {
    async PUT(c) {
      const { userPoolId, provider: name } = c.req.param() as Record<"userPoolId" | "provider", string>;
      const provider = await database.identityProviders.get(userPoolId, name);
      if (!provider?.content.standIn) {
        throw new HTTPException(404, { message: `${name} is no stand-in of a provider of ${userPoolId}.` });
      }
      const chosen = await readBody(c, answer, example);
      const possible = failuresOf(provider.content.type);
      if ("failure" in chosen && chosen.failure && !possible.includes(chosen.failure)) {
        const message = `${provider.content.type} cannot fail so; it can by ${possible.join(", ")}.`;
        throw new HTTPException(400, { message });
      }
      await setNextAnswer({ database, clock }, provider, chosen);
      return c.body(null, 204);
    },
  };
}
