import * as z from "zod";
import {
  flag,
  identity,
  number,
  oneOrMore,
  port,
  quota,
  resourcePolicy,
  routeEvents,
  status,
  text,
  texts,
  throttle,
} from "./shapes.ts";

const cognito = z.object({
  UserPoolArn: oneOrMore,
  AuthorizationScopes: texts.optional(),
  Identity: identity.optional(),
});

const lambda = z.object({
  FunctionArn: text,
  FunctionPayloadType: z.enum(["TOKEN", "REQUEST"]).optional(),
  Identity: identity.optional(),
});

/** Of which kind it is, its members say. */
export const restAuthorizer = z.object({ ...cognito.partial().shape, ...lambda.partial().shape });

export type RestAuthorizer = z.output<typeof restAuthorizer>;

const cors = z.object({
  AllowOrigin: text.optional(),
  AllowHeaders: text.optional(),
  AllowMethods: text.optional(),
  MaxAge: text.optional(),
  AllowCredentials: flag.optional(),
});

const gatewayResponse = z.object({
  StatusCode: status.optional(),
  ResponseParameters: z.object({ Headers: z.record(text, text).optional() }).optional(),
  ResponseTemplates: z.record(text, text).optional(),
});

/** What SAM makes a plan and a key of; how they are called, and told of, is of no matter here. */
const usagePlan = z.object({
  CreateUsagePlan: z.enum(["PER_API", "SHARED", "NONE"]),
  Description: text.optional(),
  Quota: quota.optional(),
  Throttle: throttle.optional(),
  UsagePlanName: text.optional(),
});

/** AWS::Serverless::Api. */
export const restProperties = z.object({
  Name: text.optional(),
  StageName: text,
  Variables: z.record(text, text).optional(),
  Auth: z
    .object({
      DefaultAuthorizer: text.optional(),
      Strict: flag.optional(),
      Authorizers: z.record(text, restAuthorizer).optional(),
      AddDefaultAuthorizerToCorsPreflight: flag.optional(),
      AddApiKeyRequiredToCorsPreflight: flag.optional(),
      ApiKeyRequired: flag.optional(),
      UsagePlan: usagePlan.optional(),
      ResourcePolicy: resourcePolicy.optional(),
    })
    .optional(),
  Cors: z.union([text, cors]).optional(),
  GatewayResponses: z.record(text, gatewayResponse).optional(),
  MethodSettings: z
    .array(
      z.object({
        HttpMethod: text,
        ResourcePath: text,
        ThrottlingRateLimit: number.optional(),
        ThrottlingBurstLimit: number.optional(),
      }),
    )
    .optional(),
  AccessLogSetting: z.object({ Format: text.optional() }).optional(),
  ApiKeySourceType: z.enum(["HEADER", "AUTHORIZER"]).optional(),
  BinaryMediaTypes: texts.optional(),
  Models: z.record(text, z.unknown()).optional(),
  Events: routeEvents,
  Port: port.optional(),
});

export type RestProperties = z.output<typeof restProperties>;

/** AWS::ApiGateway::ApiKey, UsagePlan and UsagePlanKey. */
export const apiKeyProperties = z.object({
  Name: text.optional(),
  Value: z.string().min(20, "API Key value should be at least 20 characters").optional(),
  Enabled: flag.optional(),
});

export const usagePlanProperties = z.object({
  UsagePlanName: text.optional(),
  ApiStages: z.array(z.object({ ApiId: text, Stage: text, Throttle: z.record(text, throttle).optional() })).optional(),
  Quota: quota.optional(),
  Throttle: throttle.optional(),
});

export const usagePlanKeyProperties = z.object({
  KeyId: text,
  KeyType: z.literal("API_KEY"),
  UsagePlanId: text,
});
