import { hash } from "node:crypto";
import { sameBytes } from "../../crypto/constant-time.ts";
import type { User } from "../user/user.ts";
import type { SignIn } from "./sign-in.ts";
import { wrongAnswer } from "./wrong-answer.ts";

/** Bytes of a mark. */
export const markLength = 8;

/** Stands for the password that somebody has at the moment, without telling anything of it. */
export const passwordMark = ({ credentials }: Pick<User, "credentials">): Buffer =>
  hash("sha256", credentials.password?.hash ?? "", "buffer").subarray(0, markLength);

/**
 * A sign-in ends with the password that began it: whoever knew an old one gets no further, and does not choose the next.
 * Throws NotAuthorizedException, as a wrong answer, so that a session which set the password itself is told to be used.
 */
export function checkSamePassword({ proven, passwordMark: mark }: SignIn, user: User): void {
  if (!proven.includes("password") || (mark && sameBytes(mark, passwordMark(user)))) return;
  wrongAnswer("NotAuthorizedException", "Invalid session for the user.", "the password was set anew meanwhile");
}
