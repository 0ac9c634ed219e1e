import * as z from "zod";
import type { PlannedApis } from "../gateway/declared/index.ts";
import { listOf } from "./declared.ts";
import { checkApis, declaredApis, inAnyCase, planDeclared } from "./declared-apis.ts";
import { type DeclaredFunctions, declaredFunctions } from "./declared-functions.ts";
import { readDeclaration } from "./file/index.ts";
import type { Place } from "./place.ts";

/** What gateway.yaml declares: where pools are held, how they are called, functions, and APIs. */
export interface GatewayDeclaration {
  /** Where Poolhouse answers, without a slash at its end. */
  readonly poolhouse: string;
  readonly functions: DeclaredFunctions;
  /** Secrets of clients, by their ids. */
  readonly clientSecrets: ReadonlyMap<string, string>;
  readonly apis: PlannedApis;
}

const namedClient = z.object({
  ClientId: z.string().min(1),
  ClientName: z.string().optional(),
  // A load balancer signs people in with it.
  ClientSecret: z.string().min(1).optional(),
});

/** Pools are elsewhere: here they are given names alone, by which templates call them. */
const namedPool = z.object({
  Id: z.string().min(1),
  PoolName: z.string().optional(),
  Clients: listOf(namedClient),
});

/** The declaration in the YAML `text` of `file`. Rejects with DeclarationError. */
export async function readGatewayFile(
  text: string,
  file: string,
  place: Omit<Place, "localUrls">,
): Promise<GatewayDeclaration> {
  const { planApis } = await import("../gateway/declared/index.ts");
  const schema = z
    .object({
      poolhouse: z
        .url({ protocol: /^https?$/, error: "must be a URL that begins with http:// or https://" })
        .transform((url) => url.replace(/\/+$/, ""))
        .default("http://localhost:9500"),
      userPools: listOf(namedPool),
      functions: declaredFunctions,
      apis: declaredApis,
    })
    .superRefine((declared, context) => checkApis(declared, { place, plan: planApis, context }), inAnyCase)
    .transform((declared, context): GatewayDeclaration => {
      const { poolhouse, functions, userPools } = declared;
      const clients = userPools.flatMap(({ Clients }) => Clients);
      const secrets = clients.flatMap(({ ClientId, ClientSecret: secret }) =>
        secret ? [[ClientId, secret] as const] : [],
      );
      return {
        poolhouse,
        functions,
        clientSecrets: new Map(secrets),
        apis: planDeclared(declared, { place, plan: planApis, context }),
      };
    });
  return readDeclaration(text, file, schema);
}
