import type { ForgotPasswordResponse } from "@aws-sdk/client-cognito-identity-provider";
import { html } from "hono/html";
import { CognitoError } from "../../../errors.ts";
import { ConfirmForgotPassword, ForgotPassword } from "../../../operations/user/index.ts";
import { operate } from "../operation-of-page.ts";
import type { Form, Page } from "../page.ts";
import { say } from "../shell.ts";
import { codeField } from "../template/code-field.ts";
import { formTo, redirection, submit } from "../template/form.ts";
import { type Html, layout } from "../template/layout.ts";
import { isRepeated, newPasswordFields } from "../template/new-password.ts";
import { usernameField } from "../template/username.ts";
import type { Visit } from "../visit.ts";
import { signInPage } from "./sign-in.ts";

/** Somebody has forgotten their password, or must set it anew: to whom the code goes. */
export const forgotPassword: Page = {
  path: "/forgotPassword",
  show: async (visit) => forgotPasswordPage(visit, visit.request.loginHint),

  async submit(visit, { username = "" }) {
    const sent = await operate<ForgotPasswordResponse>(visit, ForgotPassword, { Username: username });
    return resetPage(visit, { username }, { destination: sent.CodeDeliveryDetails?.Destination });
  },

  refused: async (visit, { username }, refusal) => forgotPasswordPage(visit, username, refusal),
};

export const forgotPasswordPage = (visit: Visit, username?: string, refusal?: string): Html =>
  layout(visit, {
    ...{ title: say(visit, "forgotPassword"), description: say(visit, "forgotPasswordDescription") },
    ...{ graphic: "password", refusal },
    body: html`${formTo(
      visit,
      forgotPassword.path,
      html`${usernameField(visit, { value: username, focus: "at first" })}${submit(visit, "resetPassword", "reset_my_password")}`,
    )}
${redirection(visit, undefined, "signIn", "/login")}`,
  });

/** The code, and the new password. */
export const resetPassword: Page = {
  path: "/confirmForgotPassword",
  show: async (visit) => forgotPasswordPage(visit, visit.request.loginHint),

  async submit(visit, form) {
    if (!isRepeated(form)) throw new CognitoError("InvalidParameterException", say(visit, "passwordsDiffer"));
    const { username = "", code = "", password = "" } = form;
    await operate(visit, ConfirmForgotPassword, {
      ...{ Username: username, ConfirmationCode: code.trim(), Password: password },
    });
    return signInPage(visit, { username, notice: say(visit, "passwordChanged") });
  },

  refused: async (visit, form, refusal) => resetPage(visit, form, { refusal }),
};

function resetPage(
  visit: Visit,
  { username, code, password }: Form,
  { destination, refusal }: { destination?: string | undefined; refusal?: string },
): Html {
  const fields = html`<input type="hidden" name="username" value="${username}">
${codeField(visit, { refusal: refusal && isAboutCode(refusal) ? refusal : undefined, value: code })}
${newPasswordFields(visit, "newPassword", refusal === undefined ? undefined : password)}
${submit(visit, "changePassword", "reset_password")}`;
  return layout(visit, {
    ...{ title: say(visit, "resetPasswordTitle"), graphic: "email", refusal },
    description: destination ? say(visit, "codeSentTo", { destination }) : say(visit, "codeSent"),
    body: html`${formTo(visit, resetPassword.path, fields)}
${formTo(visit, forgotPassword.path, resend(visit, username))}`,
  });
}

const resend = (
  visit: Visit,
  username: string | undefined,
): Html => html`<input type="hidden" name="username" value="${username}">
<p class="redirect redirect-customizable"><span>${say(visit, "noCode")}</span> <button class="link" name="resend">${say(visit, "resendCode")}</button></p>`;

const isAboutCode = (refusal: string): boolean => refusal.includes("code");
