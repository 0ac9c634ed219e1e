/**
 * The pages of each pool's domain, on which people sign up, sign in and recover: drawn on the server, in two looks and in
 * eleven languages. They decide nothing. What a sign-in takes next is the sign-in machine's to say, what somebody may do
 * the API's operations', who may ask and where the answer goes oauth's. Texts, style and images are in hosted-ui/, beside
 * src/. The composition root mounts it.
 */
import { type Context, Hono } from "hono";
import type { Services } from "../../domain/services.ts";
import { CognitoError } from "../../errors.ts";
import { answerRefusal } from "../oauth/authorization.ts";
import { atPlace, type PoolEnv, poolPath } from "../oauth/place.ts";
import { originOf } from "../origin.ts";
import { readBody } from "../read-body.ts";
import { isFromPage } from "./csrf.ts";
import { pageHeaders } from "./headers.ts";
import { looks } from "./look/serve.ts";
import type { Form, Page, QuestionPage } from "./page.ts";
import { addPasskeyPath, showAddPasskey, submitAddPasskey } from "./pages/add-passkey.ts";
import { confirmPage } from "./pages/confirm.ts";
import { forgotPasswordPage } from "./pages/forgot-password.ts";
import { pages } from "./pages/index.ts";
import { errorPage, refusalPage, signedOutPage } from "./pages/messages.ts";
import { questionPages } from "./pages/questions.ts";
import { signInPage } from "./pages/sign-in.ts";
import { postRate } from "./post-rate.ts";
import { draw, proceed } from "./proceed.ts";
import { hasOwnAccounts } from "./providers.ts";
import { linkTo, say } from "./shell.ts";
import { answerQuestion } from "./sign-in-machine.ts";
import { openStep } from "./step.ts";
import type { Html } from "./template/layout.ts";
import type { Theme } from "./theme.ts";
import { NoStyle, type Visit, visitOf } from "./visit.ts";

export { readTheme, UnusableTheme } from "./theme.ts";

const longestForm = 64 * 1024;

/** A page or where to go, as the answer to a request. */
const answered = (c: Context<PoolEnv>, shown: Html | Response, status: 200 | 400 | 403 | 429 = 200) =>
  shown instanceof Response ? shown : c.html(shown, status);

export function hostedUi(services: Services, theme: Theme): Hono<PoolEnv> {
  const routes = new Hono<PoolEnv>();
  const countPost = services.userLimits === "on" ? postRate(services) : () => "fine";
  const at = (path: string) => `${poolPath}${path}`;
  const all = [...pages, ...questionPages].map(({ path }) => path);
  for (const path of [...all, addPasskeyPath, "/error", "/signedOut"]) {
    routes.use(at(path), pageHeaders, atPlace(services), async (c, next) => {
      c.header("Cache-Control", "no-store");
      if (c.req.method !== "POST" || countPost(originOf(c).ipAddress) === "fine") return next();
      return answered(c, await refusalPage(c, theme, { text: "tooManyRequests" }), 429);
    });
  }
  for (const page of pages) {
    routes.get(at(page.path), async (c) => answered(c, await page.show(await visitOf(c, theme))));
    routes.post(at(page.path), async (c) => submitted(await visitOf(c, theme), page));
  }
  for (const page of questionPages) {
    // A question is asked in the course of a sign-in alone.
    routes.get(at(page.path), async (c) => c.redirect(linkTo(await visitOf(c, theme), "/login")));
    routes.post(at(page.path), async (c) => answeredQuestion(await visitOf(c, theme), page));
  }
  routes.get(at(addPasskeyPath), async (c) => answered(c, await showAddPasskey(c, theme)));
  routes.post(at(addPasskeyPath), async (c) => {
    const form = await readForm(c);
    if (!isFromPage(c, form)) return answered(c, await refusalPage(c, theme, { text: "pageExpired" }), 403);
    return answered(c, await submitAddPasskey(c, theme, form));
  });
  routes.get(at("/error"), async (c) => answered(c, await errorPage(c, theme), 400));
  routes.get(at("/signedOut"), async (c) => answered(c, await signedOutPage(c, theme)));
  routes.use(at("/hosted-ui/*"), atPlace(services));
  routes.route("/", looks(theme));
  routes.onError(async (error, c) => {
    if (error instanceof NoStyle) return answered(c, await refusalPage(c, theme, { text: "unavailable" }), 400);
    if (!(error instanceof CognitoError)) return answerRefusal(error, c);
    tellLog(c, error);
    return answered(c, await refusalPage(c, theme, error.message), 400);
  });
  return routes;
}

/** Throws a CognitoError for a body that is too long or breaks off. */
async function readForm(c: Context<PoolEnv>): Promise<Form> {
  const body = await readBody(c, longestForm);
  return Object.fromEntries(new URLSearchParams(Buffer.from(body).toString()));
}

const tellLog = (c: Context<PoolEnv>, { name, reason, message }: CognitoError): void =>
  c.var.services.log.info({ page: c.req.path, exception: name, reason: reason ?? message }, "refused");

async function submitted(visit: Visit, page: Page): Promise<Response> {
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

async function answeredQuestion(visit: Visit, page: QuestionPage): Promise<Response> {
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
