/** Every AuthFlow with which a sign-in can begin, or an earlier one go on. */
import type { Flow, Renewal } from "../flow.ts";
import { custom } from "./custom.ts";
import { refreshToken } from "./refresh-token.ts";
import { userAuth } from "./user-auth.ts";
import { adminUserPassword, userPassword } from "./user-password.ts";
import { userSrp } from "./user-srp.ts";

export const flows: readonly (Flow | Renewal)[] = [
  userSrp,
  userPassword,
  adminUserPassword,
  userAuth,
  custom,
  refreshToken,
];
