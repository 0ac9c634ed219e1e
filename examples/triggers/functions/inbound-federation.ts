import type { InboundFederationTriggerHandler } from "aws-lambda";

/** Of what a provider tells, the shop keeps an address that is verified, and a name. */
export const handler: InboundFederationTriggerHandler = async (event) => {
  const { attributes } = event.request;
  if (!("idToken" in attributes) || !attributes.idToken) return event;
  const { sub, email, email_verified, name } = { ...attributes.userInfo, ...attributes.idToken };
  if (String(email_verified) !== "true") throw new Error("The provider has not verified the address");
  event.response.userAttributesToMap = { sub: sub ?? "", email: email ?? "", name: name ?? "" };
  return event;
};
