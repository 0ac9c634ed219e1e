import * as z from "zod";
import { integer, oneOf } from "./constraints.ts";
import { StringType } from "./primitive.ts";

/** Names a limit: of a class, by its attributes. */
export const LimitDefinition = z.object({
  LimitClass: oneOf("API_CATEGORY"),
  Attributes: z.record(StringType, StringType),
});

/** In requests per second. */
export const LimitValue = integer({ min: 1 });
