/** Why somebody is written to, as the sources of CustomMessage and of the custom senders end. */
export type MessageSource =
  | "SignUp"
  | "ResendCode"
  | "ForgotPassword"
  | "UpdateUserAttribute"
  | "VerifyUserAttribute"
  | "AdminCreateUser"
  | "Authentication";
