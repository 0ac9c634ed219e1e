/** Operations on the passkeys with which users sign in, by their owners. Called by the API's pipeline. */
export { CompleteWebAuthnRegistration } from "./complete-web-authn-registration.ts";
export { DeleteWebAuthnCredential } from "./delete-web-authn-credential.ts";
export { ListWebAuthnCredentials } from "./list-web-authn-credentials.ts";
export { StartWebAuthnRegistration } from "./start-web-authn-registration.ts";
