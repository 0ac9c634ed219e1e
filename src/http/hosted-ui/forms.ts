import type { Context } from "hono";
import { CognitoError } from "../../errors.ts";
import type { PoolEnv } from "../oauth/place.ts";
import { readBody } from "../read-body.ts";
import { isFromPage } from "./csrf.ts";
import type { Form, Page, QuestionPage } from "./page.ts";
import { confirmPage } from "./pages/confirm.ts";
import { forgotPasswordPage } from "./pages/forgot-password.ts";
import { signInPage } from "./pages/sign-in.ts";
import { draw, proceed } from "./proceed.ts";
import { hasOwnAccounts } from "./providers.ts";
import { linkTo, say } from "./shell.ts";
import { answerQuestion } from "./sign-in-machine.ts";
import { openStep } from "./step.ts";
import type { Html } from "./template/layout.ts";
import type { Visit } from "./visit.ts";

/** What comes of a form that somebody sends: the same for every page, so that none forgets to ask where it comes from. */

const longestForm = 64 * 1024;

/** A page or where to go, as the answer to a request. */
export const answered = (c: Context<PoolEnv>, shown: Html | Response, status: 200 | 400 | 403 | 429 = 200) =>
  shown instanceof Response ? shown : c.html(shown, status);

/** Names have no blanks, but those who type them. Throws a CognitoError for a body that is too long or breaks off. */
export async function readForm(c: Context<PoolEnv>): Promise<Form> {
  const body = await readBody(c, longestForm);
  const form: Form = Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()));
  return form.username === undefined ? form : { ...form, username: form.username.trim() };
}

export const tellLog = (c: Context<PoolEnv>, { name, reason, message }: CognitoError): void =>
  c.var.services.log.info({ page: c.req.path, exception: name, reason: reason ?? message }, "refused");

/** The form of a page that people open by themselves. */
export async function submitted(visit: Visit, page: Page): Promise<Response> {
  const { c } = visit;
  const form = await readForm(c);
  if (!page.submit || !page.refused) return c.redirect(linkTo(visit, page.path));
  if (!isFromPage(c, form)) {
    return answered(c, await page.refused(visit, { username: form.username }, say(visit, "pageExpired")), 403);
  }
  try {
    if (page.accounts !== "of providers") checkOwnAccounts(visit);
    return answered(c, await page.submit(visit, form));
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    tellLog(c, error);
    const elsewhere = await pageFor(visit, error, form.username);
    return answered(c, elsewhere ?? (await page.refused(visit, form, error.message)), 400);
  }
}

/** The answer to a question of the sign-in machine. */
export async function answeredQuestion(visit: Visit, page: QuestionPage): Promise<Response> {
  const { c } = visit;
  const form = await readForm(c);
  const step = isFromPage(c, form) ? openStep(visit, form.step) : undefined;
  if (!step || !page.challenges.includes(step.question.ChallengeName)) {
    return answered(c, await signInPage(visit, { refusal: say(visit, "pageExpired") }), 403);
  }
  try {
    const answer = await page.answer(visit, step, form);
    if ("next" in answer) return answered(c, await draw(visit, answer.next));
    return answered(c, await proceed(visit, step.username, await answerQuestion(visit, step, answer)));
  } catch (error) {
    if (!(error instanceof CognitoError)) throw error;
    tellLog(c, error);
    const elsewhere = await pageFor(visit, error, step.username);
    return answered(c, elsewhere ?? (await draw(visit, step, { refusal: error.message, form })), 400);
  }
}

/** A form is sent by whoever likes, whether or not its page shows it: an app may have the pool's own accounts kept out. */
function checkOwnAccounts(visit: Visit): void {
  if (hasOwnAccounts(visit)) return;
  const reason = "the client does not list COGNITO among its SupportedIdentityProviders";
  throw new CognitoError("NotAuthorizedException", undefined, reason);
}

/** Some refusals say what somebody has to do first, on another page; and a sign-in that is over begins anew. */
async function pageFor(visit: Visit, { name, message }: CognitoError, username = ""): Promise<Html | undefined> {
  if (name === "UserNotConfirmedException") return confirmPage(visit, { username, refusal: message });
  if (name === "PasswordResetRequiredException") return forgotPasswordPage(visit, username, message);
  if (message.startsWith("Invalid session")) return signInPage(visit, { username, refusal: message });
  return undefined;
}
