import { type Shell, say, type TextName } from "../shell.ts";
import { field } from "./field.ts";
import type { Html } from "./layout.ts";

/** A code that was sent, or that an app shows. Its id is Cognito's, by which scripts find it. */
export const codeField = (
  shell: Shell,
  { refusal, label = "code", value }: { refusal?: string | undefined; label?: TextName; value?: string | undefined },
): Html =>
  field({
    ...{ name: "code", id: "verification_code", label: say(shell, label), kind: "code", value },
    ...{ autocomplete: "one-time-code", focus: "at first", state: refusal ? "invalid" : undefined },
  });
