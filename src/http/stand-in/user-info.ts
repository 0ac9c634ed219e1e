import type { Context } from "hono";
import { openGiven } from "../../domain/stand-in/sealed-answer.ts";
import type { StandInPerson } from "../../domain/stand-in/stand-in.ts";
import type { StandInEnv } from "./env.ts";

/** `…/userinfo`: all that the provider knows of somebody, or of a network with fields to choose from, those. */
export function userInfo(c: Context<StandInEnv>): Response {
  const { services, provider } = c.var;
  const [, token = ""] = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  const given = openGiven(services, provider, token, "token");
  if (!given) {
    c.header("WWW-Authenticate", 'Bearer error="invalid_token"');
    return c.json({ error: "invalid_token" }, 401);
  }
  const { fields, personFields } = c.req.query();
  if (personFields !== undefined) return c.json(inEntries(only(given.person, personFields)));
  return c.json(fields === undefined ? given.person : only(given.person, fields));
}

const only = (person: StandInPerson, fields: string): StandInPerson =>
  Object.fromEntries(Object.entries(person).filter(([claim]) => fields.split(",").includes(claim)));

/** As Google's People API has it: each field has entries, of which one is the primary. */
const inEntries = (person: StandInPerson) =>
  Object.fromEntries(Object.entries(person).map(([field, value]) => [field, [{ metadata: { primary: true }, value }]]));
