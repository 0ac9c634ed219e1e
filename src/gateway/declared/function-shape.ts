import * as z from "zod";
import { routeEvents } from "./shapes.ts";

/** AWS::Serverless::Function: its routes. How it is run stands under `functions`, by the same name. */
export const functionProperties = z.object({ Events: routeEvents });
