import type { Context } from "hono";

/** The fields of a form, url-encoded as those of its own pages and of clients are; of a body that is none, nothing. */
export const readForm = async (c: Context): Promise<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(await c.req.text()));
