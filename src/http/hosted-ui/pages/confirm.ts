import type {
  CodeDeliveryDetailsType,
  ResendConfirmationCodeResponse,
} from "@aws-sdk/client-cognito-identity-provider";
import { html } from "hono/html";
import { confirmsByLink } from "../../../domain/pool/pool.ts";
import { CognitoError } from "../../../errors.ts";
import { ConfirmSignUp, ResendConfirmationCode } from "../../../operations/user/index.ts";
import { operate } from "../operation-of-page.ts";
import type { Page } from "../page.ts";
import { proceed } from "../proceed.ts";
import { say } from "../shell.ts";
import { beginNewcomer } from "../sign-in-machine.ts";
import { newcomerField, openNewcomer } from "../step.ts";
import { codeField } from "../template/code-field.ts";
import { formTo, redirection, submit } from "../template/form.ts";
import { type Html, layout } from "../template/layout.ts";
import { usernameField } from "../template/username.ts";
import type { Visit } from "../visit.ts";
import { signInPage } from "./sign-in.ts";

interface Told {
  readonly username?: string | undefined;
  /** Where a code or link has just gone; nowhere, where the pool verifies no contact; unknown to somebody who comes back. */
  readonly sent?: CodeDeliveryDetailsType | "nothing";
  /** Sealed: of somebody who has signed up a moment ago. */
  readonly newcomer?: string | undefined;
  readonly refusal?: string;
  readonly notice?: string;
}

/** The code by which somebody new confirms their address or number. */
export const confirm: Page = {
  path: "/confirm",
  show: async (visit) =>
    confirmPage(visit, { username: new URLSearchParams(visit.query).get("username") ?? undefined }),

  async submit(visit, { username = "", code = "", newcomer }) {
    await operate(visit, ConfirmSignUp, { Username: username, ConfirmationCode: code.trim() });
    return signInConfirmed(visit, username, openNewcomer(visit, newcomer));
  },

  refused: async (visit, { username, newcomer }, refusal) => confirmPage(visit, { username, newcomer, refusal }),
};

/** At once who has chosen the password a moment ago; others, or who took too long, have to give it. */
async function signInConfirmed(visit: Visit, username: string, session: string | undefined): Promise<Html | Response> {
  const begun = session === undefined ? undefined : await beginNewcomer(visit, username, session).catch(unlessRefused);
  return begun ? proceed(visit, username, begun) : signInPage(visit, { username, notice: say(visit, "confirmed") });
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof CognitoError)) throw error;
}

/** A new code for somebody whose first one did not come. */
export const resendCode: Page = {
  path: "/resendcode",
  show: confirm.show,

  async submit(visit, { username = "", newcomer }) {
    const answer = await operate<ResendConfirmationCodeResponse>(visit, ResendConfirmationCode, { Username: username });
    const destination = answer.CodeDeliveryDetails?.Destination ?? "";
    return confirmPage(visit, { username, newcomer, notice: say(visit, "newCodeSentTo", { destination }) });
  },

  refused: confirm.refused,
};

export function confirmPage(visit: Visit, { username, sent, newcomer, refusal, notice }: Told): Html {
  const title = say(visit, "confirmTitle");
  if (sent === "nothing") {
    const body = redirection(visit, undefined, "signIn", "/login");
    return layout(visit, { title, notice: say(visit, "awaitConfirmation"), body });
  }
  const destination = sent?.Destination;
  const isLink = sentAsLink(visit, sent);
  const graphic = sent?.DeliveryMedium === "SMS" ? "sms" : "email";
  if (isLink && destination) {
    const description = say(visit, "linkSentTo", { destination });
    const body = html`${resend(visit, username, newcomer)}
${redirection(visit, undefined, "signIn", "/login")}`;
    return layout(visit, { title, description, graphic, refusal, notice, body });
  }
  const name = username
    ? html`<input type="hidden" name="username" value="${username}">\n${keptNewcomer(newcomer)}`
    : usernameField(visit, { focus: "at first" });
  return layout(visit, {
    ...{ title, graphic, refusal, notice },
    description: destination ? say(visit, "codeSentTo", { destination }) : say(visit, "codeSent"),
    body: html`${formTo(visit, confirm.path, html`${name}${codeField(visit, { refusal })}${submit(visit, "confirm", "confirm")}`)}
${resend(visit, username, newcomer)}
${redirection(visit, undefined, "signIn", "/login")}`,
  });
}

/** A pool may confirm people by a link, which goes by mail alone. */
const sentAsLink = ({ pool }: Visit, sent: CodeDeliveryDetailsType | undefined): boolean =>
  sent?.DeliveryMedium === "EMAIL" && confirmsByLink(pool);

const keptNewcomer = (newcomer: string | undefined): Html | "" =>
  newcomer === undefined ? "" : html`<input type="hidden" name="${newcomerField}" value="${newcomer}">\n`;

function resend(visit: Visit, username: string | undefined, newcomer: string | undefined): Html | "" {
  if (!username) return "";
  const button = html`<input type="hidden" name="username" value="${username}">
${keptNewcomer(newcomer)}<p class="redirect redirect-customizable"><span>${say(visit, "noCode")}</span> <button class="link" name="resend">${say(visit, "resendCode")}</button></p>`;
  return formTo(visit, resendCode.path, button);
}
