/** Every AuthFlow with which a sign-in can begin. */
import type { Flow } from "../flow.ts";
import { refreshToken } from "./refresh-token.ts";
import { adminUserPassword, userPassword } from "./user-password.ts";
import { userSrp } from "./user-srp.ts";

export const flows: readonly Flow[] = [userSrp, userPassword, adminUserPassword, refreshToken];
