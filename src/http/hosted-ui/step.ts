import { SealError } from "../../crypto/seal.ts";
import type { Question } from "../../domain/authentication/outcome.ts";
import type { Visit } from "./visit.ts";

/**
 * Where somebody stands between two pages of a sign-in. It travels sealed in a field of the form, bound to the client and
 * to the browser, so that each tab has its own and nothing is kept of somebody who has not signed in.
 */
export interface Step {
  /** As it was typed. */
  readonly username: string;
  readonly question: Question;
  /** The secret of the authenticator app that is being set up, in base32. */
  readonly appSecret?: string | undefined;
  /** The second factor that is to be set up, once it has been chosen. */
  readonly method?: string | undefined;
}

/** The field of the form. */
export const stepField = "step";

const contextOf = ({ client, csrf }: Visit, what: string) => `pages/${what}/${client.id}/${csrf}`;

const seal = (visit: Visit, what: string, text: string): string =>
  visit.services.sealer.seal(Buffer.from(text), contextOf(visit, what)).toString("base64url");

/** Undefined for what this browser was not given for this client. */
function open(visit: Visit, what: string, sealed: string): string | undefined {
  try {
    return visit.services.sealer.open(Buffer.from(sealed, "base64url"), contextOf(visit, what)).toString();
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

export const sealStep = (visit: Visit, step: Step): string => seal(visit, stepField, JSON.stringify(step));

export function openStep(visit: Visit, sealed = ""): Step | undefined {
  const text = open(visit, stepField, sealed);
  return text === undefined ? undefined : JSON.parse(text);
}

/** The field in which a newcomer's session waits for them to confirm (`sessionOfNewcomer`). */
export const newcomerField = "newcomer";

export const sealNewcomer = (visit: Visit, session: string): string => seal(visit, newcomerField, session);

export const openNewcomer = (visit: Visit, sealed = ""): string | undefined => open(visit, newcomerField, sealed);
