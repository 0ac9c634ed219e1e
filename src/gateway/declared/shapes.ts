import * as z from "zod";

/**
 * The properties of a template that a gateway acts on, in SAM's and CloudFormation's own names.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html
 */

export const text = z.string();
export const texts = z.array(text);
/** One, or a list. */
export const oneOrMore = z.union([text, texts]).transform((given) => [given].flat());
/** Numbers and flags are taken in quotes too, as CloudFormation takes them. */
export const number = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)]).transform(Number);
export const flag = z
  .union([z.boolean(), z.enum(["true", "false"])])
  .transform((given) => given === true || given === "true");

/** What a client is answered with. */
export const status = z
  .union([z.number(), z.string()])
  .transform(Number)
  .refine((given) => Number.isInteger(given) && given >= 200 && given <= 599, { error: "must be from 200 to 599" });

/** Where a gateway listens: Poolhouse's own, for at AWS every API has a host of its own. 0 takes a free one. */
export const port = z.int().min(0).max(65_535);

/** `'*'`, in single quotes as templates write it. */
const ttl = number.refine((seconds) => seconds >= 0 && seconds <= 3600, {
  error: "must be between 0 and 3600 seconds",
});

/** `Identity` of an authorizer. */
export const identity = z.object({
  Header: text.optional(),
  ValidationExpression: text.optional(),
  ReauthorizeEvery: ttl.optional(),
  Headers: texts.optional(),
  QueryStrings: texts.optional(),
  StageVariables: texts.optional(),
  Context: texts.optional(),
});

export const throttle = z.object({ RateLimit: number.optional(), BurstLimit: number.optional() });

export const quota = z.object({
  Limit: number,
  Period: z.enum(["DAY", "WEEK", "MONTH"]),
  Offset: number.optional(),
});

export type DeclaredQuota = z.output<typeof quota>;

/** `ResourcePolicy` of an API or of an event: addresses, and ranges of them (CIDR). */
export const resourcePolicy = z.object({
  IpRangeBlacklist: texts.optional(),
  IpRangeWhitelist: texts.optional(),
});

export type DeclaredPolicy = z.output<typeof resourcePolicy>;

const integrationResponse = z.object({
  StatusCode: status,
  SelectionPattern: text.optional(),
  ResponseParameters: z.record(text, text).optional(),
  ResponseTemplates: z.record(text, text).optional(),
});

/** What answers where no function does: `Integration` of AWS::ApiGateway::Method. */
export const integration = z.object({
  Type: z.enum(["HTTP_PROXY", "HTTP", "MOCK", "AWS_PROXY"]),
  Uri: text.optional(),
  IntegrationHttpMethod: text.optional(),
  PayloadFormatVersion: z
    .union([text, z.number()])
    .transform((given) => Number(given).toFixed(1))
    .optional(),
  TimeoutInMillis: z.int().min(50).max(30_000).optional(),
  RequestParameters: z.record(text, text).optional(),
  RequestTemplates: z.record(text, text).optional(),
  PassthroughBehavior: z.enum(["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"]).optional(),
  IntegrationResponses: z.array(integrationResponse).optional(),
});

export type DeclaredIntegration = z.output<typeof integration>;

/** `Auth` of a function's event. */
export const eventAuth = z.object({
  Authorizer: text.nullable().optional(),
  AuthorizationScopes: texts.optional(),
  ApiKeyRequired: flag.optional(),
  ResourcePolicy: resourcePolicy.optional(),
});

export type EventAuth = z.output<typeof eventAuth>;

/** What a REST API holds a request to before anything answers it. */
const requestModel = z.object({
  Model: text,
  Required: flag.optional(),
  ValidateBody: flag.optional(),
  ValidateParameters: flag.optional(),
});

const requestParameter = z.object({ Required: flag.optional() });

/** An event that is a route: a function's, with the API that it is of, or an API's own, with what answers it. */
export const routeEvent = z.object({
  Type: text,
  Properties: z
    .object({
      Path: text.optional(),
      Method: text.optional(),
      RestApiId: text.optional(),
      ApiId: text.optional(),
      Auth: eventAuth.optional(),
      RequestModel: requestModel.optional(),
      RequestParameters: z.array(z.union([text, z.record(text, requestParameter)])).optional(),
      PayloadFormatVersion: z
        .union([text, z.number()])
        .transform((given) => Number(given).toFixed(1))
        .optional(),
      TimeoutInMillis: z.int().min(50).max(30_000).optional(),
      Integration: integration.optional(),
    })
    .nullish()
    .transform((properties) => properties ?? {}),
});

export type RouteEvent = z.output<typeof routeEvent>;

export const routeEvents = z.record(text, routeEvent).optional();
