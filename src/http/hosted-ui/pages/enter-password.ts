import { html } from "hono/html";
import type { QuestionPage } from "../page.ts";
import { linkTo, say } from "../shell.ts";
import { field } from "../template/field.ts";
import { startOver, stepForm, submit } from "../template/form.ts";
import { layout } from "../template/layout.ts";

/** The password of somebody who gave their name before. */
export const enterPassword: QuestionPage = {
  path: "/password",
  challenges: ["PASSWORD"],

  async draw(visit, step, refused) {
    const fields = html`<input class="hidden" type="text" name="username" autocomplete="username" value="${step.username}" tabindex="-1" aria-hidden="true" readonly>
${field({
  ...{ name: "password", id: "signInFormPassword", label: say(visit, "password"), type: "password" },
  ...{ autocomplete: "current-password", focus: "at first", state: refused && "invalid" },
})}
<p class="redirect-customizable forgot"><a href="${linkTo(visit, "/forgotPassword")}">${say(visit, "forgotPassword")}</a></p>
${submit(visit, "signIn", "signInSubmitButton")}`;
    return layout(visit, {
      ...{ title: say(visit, "enterPassword"), graphic: "password", refusal: refused?.refusal },
      description: say(visit, "signingInAs", { username: step.username }),
      body: html`${stepForm(visit, this.path, step, fields)}
${startOver(visit)}`,
    });
  },

  answer: async (_visit, _step, { password = "" }) => ({ answers: { PASSWORD: password } }),
};
