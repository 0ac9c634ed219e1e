import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { type ClientData, readClientData } from "../../crypto/passkey.ts";
import { fail } from "../../errors.ts";

/** What a page got from `navigator.credentials`, as its `toJSON()` writes it, and what the client says in it. */
export interface Credential<Response> {
  readonly response: Response;
  readonly clientData: ClientData;
}

type Json = Readonly<Record<string, unknown>>;

/** 1,023 bytes, as Web Authentication Level 3 section 4 bounds a credential id, in base64url. */
const longestId = 1364;
const attachments = ["platform", "cross-platform"] as const;
const transportNames: readonly unknown[] = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"];

/** Reads CompleteWebAuthnRegistration's Credential, less all that means nothing here. Throws InvalidParameterException. */
export function readRegistration(credential: unknown): Credential<RegistrationResponseJSON> {
  const { common, inner, clientDataJSON, clientData } = partsOf(credential);
  const attestationObject = text(inner, "attestationObject");
  const named: readonly unknown[] = Array.isArray(inner.transports) ? inner.transports : [];
  // Names that are not known yet are left out.
  const transports = transportNames.filter((name) => named.includes(name));
  const response = { clientDataJSON, attestationObject, transports } as RegistrationResponseJSON["response"];
  return { response: { ...common, response }, clientData };
}

/** Reads the JSON that answers a WEB_AUTHN challenge. Throws InvalidParameterException. */
export function readAssertion(json: string): Credential<AuthenticationResponseJSON> {
  const { common, inner, clientDataJSON, clientData } = partsOf(parse(json));
  const authenticatorData = text(inner, "authenticatorData");
  const signature = text(inner, "signature");
  return { response: { ...common, response: { clientDataJSON, authenticatorData, signature } }, clientData };
}

function partsOf(credential: unknown) {
  const outer = object(credential);
  const inner = object(outer.response);
  const id = text(outer, "id");
  if (id.length > longestId || Buffer.from(id, "base64url").toString("base64url") !== id) malformed("id");
  if (outer.rawId !== id) malformed("rawId");
  if (outer.type !== "public-key") malformed("type");
  const clientDataJSON = text(inner, "clientDataJSON");
  const clientData = readClientData(clientDataJSON);
  if (!clientData) malformed("clientDataJSON");
  const authenticatorAttachment = attachments.find((name) => name === outer.authenticatorAttachment);
  const common = { id, rawId: id, type: "public-key", clientExtensionResults: {}, authenticatorAttachment } as const;
  return { common, inner, clientDataJSON, clientData };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    malformed("no JSON");
  }
}

function object(value: unknown): Json {
  if (typeof value !== "object" || value === null) malformed("an object is missing");
  return value as Json;
}

function text(of: Json, member: string): string {
  const value = of[member];
  if (typeof value !== "string" || value === "") malformed(member);
  return value;
}

function malformed(what: string): never {
  fail("InvalidParameterException", "Credential data is not valid", `the credential is malformed: ${what}`);
}
