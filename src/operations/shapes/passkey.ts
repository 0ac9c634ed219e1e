import * as z from "zod";
import { integer, sensitive } from "./constraints.ts";

/** Any JSON object: a RegistrationResponseJSON of Web Authentication Level 3. */
export const WebAuthnCredential = sensitive(z.record(z.string(), z.unknown()));

/** 0 means the default. */
export const WebAuthnCredentialsQueryLimit = integer({ min: 0, max: 20 });
