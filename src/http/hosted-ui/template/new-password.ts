import { html } from "hono/html";
import { passwordPolicy } from "../../../domain/pool/pool.ts";
import { minimumLength, type PasswordRule, passwordRules } from "../../../domain/user/password-policy.ts";
import { say, type TextName } from "../shell.ts";
import type { Visit } from "../visit.ts";
import { field } from "./field.ts";
import type { Html } from "./layout.ts";

const textOf: Readonly<Record<PasswordRule["name"], TextName>> = {
  length: "passwordLength",
  uppercase: "passwordUppercase",
  lowercase: "passwordLowercase",
  number: "passwordNumber",
  symbol: "passwordSymbol",
  ends: "passwordEnds",
};

/**
 * A new password, twice, with the rules that the pool makes for it. One that was refused is not sent back; which rules it
 * met is told.
 */
export const newPasswordFields = (visit: Visit, label: TextName, refused?: string): Html => html`${field({
  ...{ name: "password", label: say(visit, label), type: "password", autocomplete: "new-password" },
  ...{ hint: rules(visit, refused), ...(refused !== undefined && { state: "invalid", focus: "at first" }) },
})}
${field({ name: "confirmPassword", label: say(visit, "repeatPassword"), type: "password", autocomplete: "new-password" })}`;

function rules(visit: Visit, refused: string | undefined): Html {
  const policy = passwordPolicy(visit.pool);
  const count = String(minimumLength(policy));
  // That nothing stands at its ends goes without saying until somebody tries.
  const shown = passwordRules(policy).filter((rule) => rule.name !== "ends" || (refused && !rule.isMetBy(refused)));
  return html`<ul class="rules">${shown.map((rule) => {
    const text = say(visit, textOf[rule.name], { count });
    if (!refused) return html`<li>${text}</li>`;
    const [className, verdict] = rule.isMetBy(refused)
      ? (["passwordCheck-valid-customizable", "ruleMet"] as const)
      : (["passwordCheck-notValid-customizable", "ruleNotMet"] as const);
    return html`<li class="${className}"><span>${text}<span class="hidden"> (${say(visit, verdict)})</span></span></li>`;
  })}</ul>`;
}

/** Whether the password was typed twice the same; a script that sends it once means it. */
export const isRepeated = ({ password, confirmPassword }: Readonly<Partial<Record<string, string>>>): boolean =>
  confirmPassword === undefined || confirmPassword === password;
