import { blob, text } from "./constraints.ts";

export const CSS = text({ min: 0, max: 131_072 });

export const ImageFile = blob({ max: 131_072 });
