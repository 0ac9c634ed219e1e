import { usernameAttributes } from "../../../domain/pool/pool.ts";
import { say, type TextName } from "../shell.ts";
import type { Visit } from "../visit.ts";
import { field } from "./field.ts";
import type { Html } from "./layout.ts";

interface Told {
  readonly value?: string | undefined;
  readonly id?: string;
  readonly autocomplete?: string;
  readonly focus?: "at first" | undefined;
}

/** What people sign in with in this pool. */
export function usernameField(visit: Visit, { value, id, autocomplete = "username", focus }: Told = {}): Html {
  const [label, type] = kindOf(visit);
  const hint = type === "tel" ? say(visit, "phoneNumberHint") : undefined;
  const placeholder = type === "email" ? "name@host.com" : type === "tel" ? "+14155550100" : undefined;
  return field({ name: "username", id, label: say(visit, label), type, value, autocomplete, hint, placeholder, focus });
}

function kindOf({ pool }: Visit): [TextName, "text" | "email" | "tel"] {
  const allowed = usernameAttributes(pool);
  if (allowed.length > 1) return ["emailOrPhoneNumber", "text"];
  if (allowed[0] === "email") return ["email", "email"];
  return allowed[0] === "phone_number" ? ["phoneNumber", "tel"] : ["username", "text"];
}
