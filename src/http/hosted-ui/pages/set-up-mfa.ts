import type {
  AssociateSoftwareTokenResponse,
  VerifySoftwareTokenResponse,
} from "@aws-sdk/client-cognito-identity-provider";
import { html } from "hono/html";
import { associateBySession, verifyBySession } from "../../../domain/authentication/software-token-setup.ts";
import type { MfaMethod } from "../../../domain/pool/pool.ts";
import type { QuestionPage, Refused } from "../page.ts";
import { say } from "../shell.ts";
import type { Step } from "../step.ts";
import { codeField } from "../template/code-field.ts";
import { field } from "../template/field.ts";
import { startOver, stepForm, submit } from "../template/form.ts";
import { type Html, layout } from "../template/layout.ts";
import { options } from "../template/options.ts";
import { qrCode } from "../template/qr-code.ts";
import type { Visit } from "../visit.ts";
import { textOfMfa } from "./choose-mfa.ts";

/** What can be set up on a page. A phone number cannot: an administrator gives it. */
const settable: readonly MfaMethod[] = ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];

const methodsOf = ({ question }: Step): MfaMethod[] => {
  const offered: MfaMethod[] = JSON.parse(question.ChallengeParameters.MFAS_CAN_SETUP ?? "[]");
  return settable.filter((method) => offered.includes(method));
};

/** The first second factor of somebody who must have one: which, then the app or the address. */
export const setUpMfa: QuestionPage = {
  path: "/mfa/register",
  challenges: ["MFA_SETUP"],

  async draw(visit, step, refused) {
    const methods = methodsOf(step);
    if (step.appSecret) return drawApp(visit, step, refused);
    if (methods.length > 1 && !step.method) return drawChoice(visit, step, methods, refused);
    return drawMethod(visit, step, step.method ?? methods[0], refused);
  },

  async answer(visit, step, { method, email, code = "", deviceName }): ReturnType<QuestionPage["answer"]> {
    if (method) {
      const chosen = methodsOf(step).find((one) => one === method);
      return { next: { ...step, method: chosen } };
    }
    if (email !== undefined) return { answers: { EMAIL: email.trim() } };
    const proof = { UserCode: code.trim(), ...(deviceName && { FriendlyDeviceName: deviceName }) };
    const session = step.question.Session ?? "";
    const { Session }: VerifySoftwareTokenResponse = await verifyBySession(visit.services, session, proof);
    return { answers: {}, session: Session };
  },
};

function drawChoice(visit: Visit, step: Step, methods: readonly MfaMethod[], refused?: Refused): Html {
  const title = say(visit, "setUpMfa");
  const choices = methods.map((method) => ({ value: method, label: say(visit, textOfMfa[method]) }));
  return layout(visit, {
    ...{ title, description: say(visit, "setUpMfaDescription"), refusal: refused?.refusal },
    body: html`${stepForm(visit, setUpMfa.path, step, html`${options("method", title, choices)}${submit(visit, "continue")}`)}
${startOver(visit)}`,
  });
}

async function drawMethod(visit: Visit, step: Step, method: string | undefined, refused?: Refused): Promise<Html> {
  if (method === "EMAIL_OTP") return drawEmail(visit, step, refused);
  if (method === "SOFTWARE_TOKEN_MFA") return drawApp(visit, await withSecret(visit, step), refused);
  return layout(visit, { title: say(visit, "setUpMfa"), refusal: say(visit, "unavailable"), body: startOver(visit) });
}

/** The secret waits in the session of the step, and in the sealed field, to be shown again after a wrong code. */
async function withSecret(visit: Visit, step: Step): Promise<Step> {
  const begun: AssociateSoftwareTokenResponse = await associateBySession(visit.services, step.question.Session ?? "");
  return { ...step, appSecret: begun.SecretCode, question: { ...step.question, Session: begun.Session } };
}

function drawEmail(visit: Visit, step: Step, refused?: Refused): Html {
  const fields = html`${field({
    ...{
      name: "email",
      label: say(visit, "email"),
      type: "email",
      autocomplete: "email",
      placeholder: "name@host.com",
    },
    ...{ value: refused?.form.email, focus: "at first", state: refused && "invalid" },
  })}${submit(visit, "continue")}`;
  return layout(visit, {
    ...{ title: say(visit, "setUpEmail"), description: say(visit, "setUpEmailDescription"), graphic: "email" },
    ...{ refusal: refused?.refusal },
    body: html`${stepForm(visit, setUpMfa.path, step, fields)}
${startOver(visit)}`,
  });
}

/** https://github.com/google/google-authenticator/wiki/Key-Uri-Format, which authenticator apps read. */
function uriOf({ pool }: Visit, { username, appSecret = "" }: Step): string {
  const issuer = pool.settings.Name;
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?secret=${appSecret}&issuer=${encodeURIComponent(issuer)}`;
}

async function drawApp(visit: Visit, step: Step, refused?: Refused): Promise<Html> {
  const fields = html`${codeField(visit, { label: "enterAppCode", refusal: refused?.refusal })}
${field({ name: "deviceName", label: say(visit, "deviceName"), autocomplete: "off", need: "optional", value: refused?.form.deviceName })}
${submit(visit, "continue")}`;
  return layout(visit, {
    ...{ title: say(visit, "setUpApp"), description: say(visit, "scanCode"), refusal: refused?.refusal },
    body: html`${await qrCode(uriOf(visit, step), say(visit, "qrCode"))}
<p>${say(visit, "orEnterKey")} <code class="key">${step.appSecret}</code></p>
${stepForm(visit, setUpMfa.path, step, fields)}
${startOver(visit)}`,
  });
}
