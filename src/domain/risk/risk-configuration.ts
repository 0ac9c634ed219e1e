import type { RiskConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import type { Document } from "../document/document.ts";

/** What a pool, or one of its clients, does about risks, in the API's own shape. The client's id is the document's. */
export type RiskConfiguration = Document<Omit<RiskConfigurationType, "UserPoolId" | "ClientId" | "LastModifiedDate">>;

/** The id of the pool's own, which holds for each client that has none. */
export const wholePool = "ALL";
