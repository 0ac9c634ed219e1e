import type { Context } from "hono";
import { type Failure, failuresOf, type StandInAnswer, subjectClaim } from "../../domain/stand-in/stand-in.ts";
import type { StandInEnv } from "./env.ts";
import { readForm } from "./form.ts";

/** What the page's form says: one of the people, or somebody made up; who agrees, refuses, or runs into a fault. */
export async function readChoice(c: Context<StandInEnv>): Promise<StandInAnswer> {
  const { provider, standIn } = c.var;
  const { type } = provider.content;
  const form = await readForm(c);
  if (form.outcome === "refuse") return { refused: true };
  const failure = failuresOf(type).find((one) => one === form.outcome) as Failure | undefined;
  const { subject = "", name = "", email = "", email_verified } = form;
  const made = {
    [subjectClaim(type)]: subject || email || "nobody",
    ...(name && { name }),
    ...(email && { email, email_verified: email_verified === "on" }),
  };
  const person = standIn.people[Number(form.person)] ?? made;
  return failure ? { person, failure } : { person };
}
