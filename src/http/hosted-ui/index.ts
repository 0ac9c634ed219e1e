/**
 * The pages of each pool's domain, on which people sign up, sign in and recover: drawn on the server, in two looks and in
 * eleven languages. They decide nothing. What a sign-in takes next is the sign-in machine's to say, what somebody may do
 * the API's operations', who may ask and where the answer goes oauth's. Texts, style and images are in hosted-ui/, beside
 * src/. The composition root mounts it.
 */
import { Hono } from "hono";
import type { Services } from "../../domain/services.ts";
import { CognitoError } from "../../errors.ts";
import { answerRefusal } from "../oauth/authorization.ts";
import { atPlace, type PoolEnv, poolPath } from "../oauth/place.ts";
import { originOf } from "../origin.ts";
import { isFromPage } from "./csrf.ts";
import { answered, answeredQuestion, readForm, submitted, tellLog } from "./forms.ts";
import { pageHeaders } from "./headers.ts";
import { looks } from "./look/serve.ts";
import { addPasskeyPath, showAddPasskey, submitAddPasskey } from "./pages/add-passkey.ts";
import { linkPages, pages } from "./pages/index.ts";
import { donePage, errorPage, refusalPage } from "./pages/messages.ts";
import { questionPages } from "./pages/questions.ts";
import { postRate } from "./post-rate.ts";
import { linkTo } from "./shell.ts";
import type { Theme } from "./theme.ts";
import { NoStyle, visitOf } from "./visit.ts";

export { readTheme, type Theme, UnusableTheme } from "./theme.ts";

export function hostedUi(services: Services, theme: Theme): Hono<PoolEnv> {
  const routes = new Hono<PoolEnv>();
  const countPost = services.userLimits === "on" ? postRate(services) : () => "fine";
  const at = (path: string) => `${poolPath}${path}`;
  const ofDomains = [...pages, ...questionPages].map(({ path }) => path);
  for (const path of [...ofDomains, addPasskeyPath, "/error", "/signedOut"]) {
    routes.use(at(path), pageHeaders, atPlace(services), async (c, next) => {
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
  for (const page of linkPages) {
    routes.use(at(page.path), pageHeaders, atPlace(services, "every pool"));
    routes.get(at(page.path), async (c) => {
      // Mail scanners ask what a link leads to: that is not to follow it.
      if (c.req.method === "HEAD") return c.body(null);
      return answered(c, await donePage(c, theme, await page.follow(c)));
    });
  }
  routes.get(at(addPasskeyPath), async (c) => answered(c, await showAddPasskey(c, theme)));
  routes.post(at(addPasskeyPath), async (c) => {
    const form = await readForm(c);
    if (!isFromPage(c, form)) return answered(c, await refusalPage(c, theme, { text: "pageExpired" }), 403);
    return answered(c, await submitAddPasskey(c, theme, form));
  });
  routes.get(at("/error"), async (c) => answered(c, await errorPage(c, theme), 400));
  routes.get(at("/signedOut"), async (c) => {
    const done = { title: "signedOut", description: "signedOutDescription" } as const;
    return answered(c, await donePage(c, theme, done));
  });
  routes.use(at("/hosted-ui/*"), atPlace(services, "every pool"));
  routes.route("/", looks(theme));
  routes.onError(async (error, c) => {
    if (error instanceof NoStyle) return answered(c, await refusalPage(c, theme, { text: "unavailable" }), 400);
    if (!(error instanceof CognitoError)) return answerRefusal(error, c);
    tellLog(c, error);
    return answered(c, await refusalPage(c, theme, error.message), 400);
  });
  return routes;
}
