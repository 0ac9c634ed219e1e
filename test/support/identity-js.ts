import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from "amazon-cognito-identity-js";

/** How a sign-in with amazon-cognito-identity-js went on, as a promise in place of its callbacks. */
export type IdentityJsResult =
  | { kind: "session"; session: CognitoUserSession; user: CognitoUser }
  | { kind: "new-password"; attributes: unknown; required: unknown; user: CognitoUser }
  | { kind: "second-factor"; challengeName: string; user: CognitoUser };

export interface IdentityJsOptions {
  readonly endpoint: string;
  readonly userPoolId: string;
  readonly clientId: string;
}

/** A user of the library that Amplify v5 and many apps sign in with: SRP, in its own implementation. */
export function identityJsUser(options: IdentityJsOptions, username: string): CognitoUser {
  const { endpoint, userPoolId: UserPoolId, clientId: ClientId } = options;
  // The library takes pool ids of AWS's shape alone, and keeps sessions in a storage of the caller's.
  const Storage = new MemoryStorage();
  const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint, Storage });
  return new CognitoUser({ Username: username, Pool, Storage });
}

export function signInBySrp(user: CognitoUser, Username: string, Password: string): Promise<IdentityJsResult> {
  return new Promise((resolve, reject) => {
    const secondFactor = (challengeName: string) => resolve({ kind: "second-factor", challengeName, user });
    user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
      ...{ mfaSetup: secondFactor, selectMFAType: secondFactor, mfaRequired: secondFactor, totpRequired: secondFactor },
      onSuccess: (session) => resolve({ kind: "session", session, user }),
      onFailure: reject,
      newPasswordRequired: (attributes: unknown, required: unknown) =>
        resolve({ kind: "new-password", attributes, required, user }),
    });
  });
}

/** Registers an authenticator app on the way in, and ends the sign-in with it; `codeOf` is what the app shows for a secret. */
export function setUpApp(user: CognitoUser, codeOf: (secret: string) => string): Promise<[string, CognitoUserSession]> {
  return new Promise((resolve, reject) =>
    user.associateSoftwareToken({
      associateSecretCode: (secret) =>
        user.verifySoftwareToken(codeOf(secret), "phone", {
          onSuccess: (session) => resolve([secret, session]),
          onFailure: reject,
        }),
      onFailure: reject,
    }),
  );
}

/** Chooses among several second factors; gives the challenge that comes of it. */
export function chooseSecondFactor(user: CognitoUser, choice: string): Promise<string> {
  return new Promise((resolve, reject) =>
    user.sendMFASelectionAnswer(choice, {
      ...{ mfaRequired: resolve, totpRequired: resolve, onFailure: reject },
      onSuccess: () => reject(new Error("no second factor was asked for")),
    }),
  );
}

export function answerSecondFactor(
  user: CognitoUser,
  code: string,
  challengeName: string,
): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) =>
    user.sendMFACode(code, { onSuccess: resolve, onFailure: reject }, challengeName),
  );
}

export function completeNewPassword(user: CognitoUser, password: string, attributes = {}): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) =>
    user.completeNewPasswordChallenge(password, attributes, { onSuccess: resolve, onFailure: reject }),
  );
}

export function refreshSession(user: CognitoUser, session: CognitoUserSession): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) =>
    user.refreshSession(session.getRefreshToken(), (error: Error | null, fresh: CognitoUserSession) =>
      error ? reject(error) : resolve(fresh),
    ),
  );
}

class MemoryStorage {
  readonly #items = new Map<string, string>();
  setItem = (key: string, value: string) => void this.#items.set(key, value);
  getItem = (key: string) => this.#items.get(key) ?? null;
  removeItem = (key: string) => void this.#items.delete(key);
  clear = () => this.#items.clear();
}
