import type { Authorizer } from "../authorizers/authorizer.ts";
import { once } from "./once.ts";
import { nobody, type PlannedAuthorizer, signature } from "./plan-authorizer.ts";
import type { Complain, Path } from "./references.ts";
import type { Make } from "./services.ts";
import type { EventAuth } from "./shapes.ts";

/** What stands before a route. */
export interface PlannedGuard {
  readonly authorizer: Make<Authorizer>;
  readonly scopes: readonly string[];
}

/** Finds what stands before a route by its `Auth`, which is at `path`; without one, what its API's default is. */
export type FindGuard = (auth: EventAuth, path: Path) => PlannedGuard;

/** What both kinds of API have under `Auth`. */
interface DeclaredAuth<Declared> {
  readonly DefaultAuthorizer?: string | undefined;
  readonly Authorizers?: Readonly<Record<string, Declared>> | undefined;
}

export interface AuthorizersPlace<Declared> {
  readonly complain: Complain;
  readonly path: Path;
  /** The kinds of authorizers that scopes go with, as AWS names them. */
  readonly scoped: string;
  /** What AWS_IAM lacks to be named, or undefined. */
  readonly unsigned: string | undefined;
  plan(name: string, declared: Declared, path: Path): PlannedAuthorizer;
}

/** The authorizers of an API. Each is made once for all routes: what it remembers of one holds at another, as on AWS. */
export function planAuthorizers<Declared>(
  { DefaultAuthorizer = "NONE", Authorizers = {} }: DeclaredAuth<Declared>,
  { complain, path, scoped, unsigned, plan }: AuthorizersPlace<Declared>,
): FindGuard {
  const planned = new Map(
    Object.entries(Authorizers).map(([name, declared]) => {
      const { make, ...rest } = plan(name, declared, [...path, "Authorizers", name]);
      return [name, { ...rest, make: once(make) }];
    }),
  );

  function named(name: string, at: Path): PlannedAuthorizer {
    if (name === "NONE") return nobody;
    if (name === "AWS_IAM") {
      if (unsigned !== undefined) complain(at, `names AWS_IAM, which takes ${unsigned}`);
      return signature;
    }
    const found = planned.get(name);
    if (!found) complain(at, `names ${name}, which is not among Authorizers`);
    return found ?? nobody;
  }

  // Also where no route goes by it: a name that leads nowhere would leave the next route unguarded.
  const usual = named(DefaultAuthorizer, [...path, "DefaultAuthorizer"]);
  return ({ Authorizer: name, AuthorizationScopes }, at) => {
    const { make, scopes: own } = name ? named(name, [...at, "Authorizer"]) : usual;
    const scopes = AuthorizationScopes ?? own ?? [];
    // Nobody would hold a token to them.
    if (scopes.length > 0 && !own) {
      complain([...at, "AuthorizationScopes"], `Authorization Scopes are only valid for ${scoped} authorization type`);
    }
    return { authorizer: make, scopes };
  };
}
