import type { Answer, HeaderPair } from "../exchange/answer.ts";
import type { Exchange } from "../exchange/exchange.ts";
import { fill } from "../integrations/template.ts";
import { valueSource } from "../integrations/value-source.ts";

/** What a REST API answers by itself: one row = type, status, default message, and the exception in `x-amzn-ErrorType`. */
export const gatewayResponses = {
  ACCESS_DENIED: [403, "User is not authorized to access this resource", "AccessDeniedException"],
  API_CONFIGURATION_ERROR: [500, "Internal server error", "InternalServerErrorException"],
  AUTHORIZER_CONFIGURATION_ERROR: [500, null, "AuthorizerConfigurationException"],
  AUTHORIZER_FAILURE: [500, null, "AuthorizerFailureException"],
  BAD_REQUEST_PARAMETERS: [400, "Missing required request parameters", "BadRequestException"],
  BAD_REQUEST_BODY: [400, "Invalid request body", "BadRequestException"],
  DEFAULT_4XX: [400, null, "BadRequestException"],
  DEFAULT_5XX: [500, null, "InternalServerErrorException"],
  EXPIRED_TOKEN: [403, "The security token included in the request is expired", "ExpiredTokenException"],
  INTEGRATION_FAILURE: [504, "Network error communicating with endpoint", "InternalServerErrorException"],
  INTEGRATION_TIMEOUT: [504, "Endpoint request timed out", "InternalServerErrorException"],
  INVALID_API_KEY: [403, "Forbidden", "ForbiddenException"],
  INVALID_SIGNATURE: [
    403,
    "The request signature we calculated does not match the signature you provided.",
    "InvalidSignatureException",
  ],
  MISSING_AUTHENTICATION_TOKEN: [403, "Missing Authentication Token", "MissingAuthenticationTokenException"],
  QUOTA_EXCEEDED: [429, "Limit Exceeded", "LimitExceededException"],
  REQUEST_TOO_LARGE: [413, "Request Too Long", "RequestTooLargeException"],
  RESOURCE_NOT_FOUND: [404, "Not Found", "NotFoundException"],
  THROTTLED: [429, "Too Many Requests", "TooManyRequestsException"],
  UNAUTHORIZED: [401, "Unauthorized", "UnauthorizedException"],
  UNSUPPORTED_MEDIA_TYPE: [415, "Unsupported Media Type", "UnsupportedMediaTypeException"],
  WAF_FILTERED: [403, "Forbidden", "ForbiddenException"],
} as const satisfies Record<string, readonly [status: number, message: string | null, exception: string]>;

export type GatewayResponseType = keyof typeof gatewayResponses;

export const isGatewayResponseType = (name: string): name is GatewayResponseType =>
  Object.hasOwn(gatewayResponses, name);

/** What a template changes in one of them. */
export interface GatewayResponseChange {
  readonly status: number | undefined;
  /** Header names and where their values come from, as mappings write them. */
  readonly headers: Readonly<Record<string, string>>;
  /** By media type. */
  readonly templates: Readonly<Record<string, string>>;
}

export type GatewayResponseChanges = Readonly<Partial<Record<GatewayResponseType, GatewayResponseChange>>>;

/** What differs from the row for this one case. */
export interface Deviation {
  readonly status?: number;
  readonly exception?: string;
  /** AWS writes `Message` where a policy denied, and `message` everywhere else. */
  readonly member?: "Message";
}

const usualTemplate = '{"message":$context.error.messageString}';

/**
 * The answer of a type, its message from `exchange.error`. What DEFAULT_4XX or DEFAULT_5XX changes holds for every type of
 * that class that is not changed itself.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function gatewayResponse(
  type: GatewayResponseType,
  exchange: Exchange,
  changes: GatewayResponseChanges,
  deviation: Deviation = {},
): Answer {
  const [usual, , exception] = gatewayResponses[type];
  const own = deviation.status ?? usual;
  const change = changes[type] ?? changes[own < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX"];
  const templates = Object.entries(change?.templates ?? {});
  const accepted = exchange.request.headers.get("accept") ?? "";
  const [mediaType, template] = templates.find(([one]) => accepted.includes(one)) ??
    templates.find(([one]) => one === "application/json") ??
    templates[0] ?? ["application/json", usualTemplate];
  const filled = fill(template, { exchange, body: "" });
  const headers = Object.entries(change?.headers ?? {}).flatMap(([name, source]): HeaderPair[] => {
    const value = valueSource(source)?.(exchange);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    status: change?.status ?? own,
    headers: [["content-type", mediaType], ["x-amzn-ErrorType", deviation.exception ?? exception], ...headers],
    body: deviation.member && template === usualTemplate ? filled.replace('"message"', '"Message"') : filled,
  };
}
