/** What goes to the functions of a pool's triggers, and which functions they are. */
import { shownIn } from "./effect.ts";

const preSignUp = shownIn("triggers/pre-sign-up.test.ts");
const postConfirmation = shownIn("triggers/post-confirmation.test.ts");
const signIn = shownIn("triggers/sign-in.test.ts");
const tokens = shownIn("triggers/token-generation.test.ts");
const tokenSources = shownIn("triggers/token-sources.test.ts");
const migration = shownIn("triggers/user-migration.test.ts");
const words = shownIn("triggers/custom-message.test.ts");
const senders = shownIn("triggers/custom-sender.test.ts");
const customAuth = shownIn("triggers/custom-auth.test.ts");

const signsUp = preSignUp("is told who signs up, with what the app hands through");
const isMade = preSignUp("is told whom an administrator makes, and changes nothing about them");
const forgets = words("is told of codes for a forgotten password, asked for and by an administrator");
const changes = words("is told of codes for addresses, changed and to be verified, whoever changes them");
const signedIn = signIn("is told who has shown all that is asked for; ClientMetadata is that of the answer");
const begins = signIn("is told who begins a sign-in, whatever the password; ClientMetadata is its validation data");
const confirms = postConfirmation("is told who has confirmed, when that stands");
const asks = customAuth("asks what the pool's functions ask, and gives tokens when they are satisfied");
const versions = tokens("is told of the user, their groups and, from its second version on, the scopes");
const mail = senders(
  "are told of mail to somebody who signs up, with the code encrypted; the inbox has it in the clear",
);

/** ValidationData, by the operation that takes it. */
export const ValidationDataOf = { SignUp: signsUp, AdminCreateUser: isMade };

/** ClientMetadata, by the operation that takes it. */
export const ClientMetadataOf = {
  AdminConfirmSignUp: postConfirmation("is told of whom an administrator confirms"),
  AdminCreateUser: isMade,
  AdminInitiateAuth: begins,
  AdminResetUserPassword: forgets,
  AdminRespondToAuthChallenge: customAuth(
    "hands the metadata of answers to its functions, and that of the first call to PreAuthentication alone",
  ),
  AdminUpdateUserAttributes: changes,
  ConfirmForgotPassword: postConfirmation("is told of who has a new password in the place of a forgotten one"),
  ConfirmSignUp: confirms,
  ForgotPassword: forgets,
  GetClientToken: tokenSources("is asked of a machine's token in its third version alone"),
  GetTokensFromRefreshToken: tokenSources(
    "is asked again at each refresh, with the metadata of GetTokensFromRefreshToken",
  ),
  GetUserAttributeVerificationCode: changes,
  InitiateAuth: migration("brings somebody over who signs in with a password that is good elsewhere"),
  ResendConfirmationCode: words("is told of each message to somebody who signs up, and words it"),
  RespondToAuthChallenge: signedIn,
  SignUp: signsUp,
  UpdateUserAttributes: changes,
};

export const LambdaConfig = {
  PreSignUp: signsUp,
  CustomMessage: words("is told of each message to somebody who signs up, and words it"),
  PostConfirmation: confirms,
  PreAuthentication: begins,
  PostAuthentication: signedIn,
  DefineAuthChallenge: asks,
  CreateAuthChallenge: asks,
  VerifyAuthChallengeResponse: asks,
  PreTokenGeneration: tokens(
    "adds, overrides and suppresses claims of the ID token in its first version, and groups in both",
  ),
  UserMigration: migration("brings somebody over who signs in with a password that is good elsewhere"),
  PreTokenGenerationConfig: { LambdaVersion: versions, LambdaArn: versions },
  CustomSMSSender: senders("are told of text messages, and leave mail alone"),
  CustomEmailSender: mail,
  KMSKeyID: mail,
  InboundFederation: shownIn("federation/triggers.test.ts")(
    "are told what the provider told, and may map something else in its place",
  ),
};
