import * as z from "zod";
import { integer, oneOf, text } from "./constraints.ts";

export const SessionId = text({ min: 28, max: 28, pattern: "(tkn|sso)[a-z0-9]{25}" });

export const UserSessionTracking = oneOf("ENABLED", "DISABLED");

export const UserPoolTokenSessionConfig = z.object({ MaxPerUser: integer({ min: 1, max: 100 }) });

export const ClientSSOSessionConfig = z.object({ MaxValidityMinutes: integer({ min: 0, max: 129_600 }) });
