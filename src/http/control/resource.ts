import type { Context } from "hono";

/** What one path of the control face does, by method. HEAD comes with GET. */
export type Resource = Readonly<Partial<Record<"GET" | "PUT" | "POST" | "DELETE", Handler>>>;

type Handler = (c: Context) => Promise<Response> | Response;
