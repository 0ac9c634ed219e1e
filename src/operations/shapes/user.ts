import * as z from "zod";
import { oneOf, sensitive, text } from "./constraints.ts";

export const Username = sensitive(text({ min: 1, max: 128, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" }));

/** A space may stand within, not at an end. */
export const Password = sensitive(text({ max: 256, pattern: "^[\\S]+.*[\\S]+$", match: "^[\\S].*[\\S]$" }));

export const ConfirmationCode = text({ min: 1, max: 2048, pattern: "[\\S]+" });

export const MessageAction = oneOf("RESEND", "SUPPRESS");

export const DeliveryMedium = oneOf("SMS", "EMAIL");

export const DeliveryMediumList = z.array(DeliveryMedium);

/** ListUsers' filter, such as `email ^= "jo"`. */
export const UserFilter = text({ max: 256 });
