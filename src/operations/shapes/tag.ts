import * as z from "zod";
import { text } from "./constraints.ts";

export const TagKey = text({ min: 1, max: 128 });

export const TagKeys = z.array(TagKey);

export const UserPoolTags = z.record(TagKey, text({ min: 0, max: 256 }));
