import type { ChallengeNameType } from "@aws-sdk/client-cognito-identity-provider";
import type { Given } from "./sign-in-machine.ts";
import type { Step } from "./step.ts";
import type { Html } from "./template/layout.ts";
import type { Visit } from "./visit.ts";

/** The fields of a form. */
export type Form = Readonly<Partial<Record<string, string>>>;

/** A page that people open and send by themselves. */
export interface Page {
  readonly path: `/${string}`;
  /** Whom its form is for: without a word, people with an account of the pool's own. */
  readonly accounts?: "of providers";
  show(visit: Visit): Promise<Html | Response>;
  /** What its form does. Throws a CognitoError for what was refused, which `refused` then shows. */
  submit?(visit: Visit, form: Form): Promise<Html | Response>;
  /** The page again, with what was refused. */
  refused?(visit: Visit, form: Form, refusal: string): Promise<Html>;
}

/** A page that puts questions of the sign-in machine. It never says what comes next: that is for the machine alone. */
export interface QuestionPage {
  readonly path: `/${string}`;
  readonly challenges: readonly ChallengeNameType[];
  draw(visit: Visit, step: Step, refused?: Refused): Promise<Html>;
  /** The answer in a form; or the page's next state, where it takes more than one form. */
  answer(visit: Visit, step: Step, form: Form): Promise<Given | { readonly next: Step }>;
}

/** An answer that was not taken, and why. */
export interface Refused {
  readonly refusal: string;
  readonly form: Form;
}
