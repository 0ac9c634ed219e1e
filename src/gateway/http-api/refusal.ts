import type { Authorizer, Refused } from "../authorizers/authorizer.ts";
import { errorDescription } from "../authorizers/jwt.ts";
import { type Answer, type HeaderPair, json } from "../exchange/answer.ts";
import type { IntegrationFailure } from "../integrations/integration.ts";

const texts = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** What an HTTP API answers by itself. */
export const plainAnswer = (status: keyof typeof texts, headers: readonly HeaderPair[] = []): Answer =>
  json(status, { message: texts[status] }, headers);

/** How it answers what its authorizer refused; a JWT's refusal says more in `www-authenticate` (RFC 6750 section 3). */
export function refusalAnswer(refused: Refused, { name }: Authorizer, scopes: readonly string[]): Answer {
  const { kind, denial } = refused;
  const aboutToken = denial.check !== "authorizer" && denial.check !== "identity source" && name !== "AWS_IAM";
  switch (kind) {
    case "missing":
      if (name === "AWS_IAM") return plainAnswer(403);
      return plainAnswer(401, denial.check === "token" ? [["www-authenticate", "Bearer"]] : []);
    case "invalid":
    case "expired":
      return plainAnswer(401, aboutToken ? [challenge(scopes, "invalid_token", denial.check)] : []);
    case "scope":
      return plainAnswer(403, [challenge(scopes, "insufficient_scope", denial.check)]);
    case "denied":
    case "explicit-deny":
    case "signature":
      return plainAnswer(403);
    case "failure":
    case "configuration":
      return plainAnswer(500);
  }
}

const challenge = (scopes: readonly string[], error: string, check: string): HeaderPair => [
  "www-authenticate",
  `Bearer scope="${scopes.join(" ")}" error="${error}" error_description="${errorDescription(check)}"`,
];

/** How it answers where the integration failed: a time-out is 503, and all else 500 but for a backend that is away. */
export function failureAnswer({ kind }: IntegrationFailure): Answer {
  return plainAnswer(kind === "timed out" || kind === "unreachable" ? 503 : 500);
}
