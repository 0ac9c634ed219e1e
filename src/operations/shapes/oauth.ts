import * as z from "zod";
import { oneOf, text } from "./constraints.ts";

export const OAuthFlow = oneOf("code", "implicit", "client_credentials");

export const OAuthFlows = z.array(OAuthFlow).max(3);

export const Scope = text({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" });

export const ScopeList = z.array(Scope).max(50);

export const RedirectUrl = text({ min: 1, max: 1024, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" });

export const RedirectUrlList = z.array(RedirectUrl).max(100);
