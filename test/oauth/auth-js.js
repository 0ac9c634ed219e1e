/** What the tests use of Auth.js. Its own types bring those of a browser to every file, so that auth-js.d.ts has others. */
export { Auth } from "@auth/core";
export { default as Cognito } from "@auth/core/providers/cognito";
