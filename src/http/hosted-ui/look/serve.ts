import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import { assets } from "../../../assets.ts";
import { brandingOf } from "../../../domain/branding/find-branding.ts";
import { type PoolEnv, poolPath } from "../../oauth/place.ts";
import type { Shell } from "../shell.ts";
import type { Theme } from "../theme.ts";
import { shellFor } from "../visit.ts";
import { assetFolder } from "./style-images.ts";
import { styleSheetOf } from "./style-sheet.ts";

const folder = `${poolPath}/hosted-ui` as const;

/** What a URL names by its version never changes. */
const forGood = "public, max-age=31536000, immutable";
/** Whatever an image holds, it runs nothing and asks for nothing when it is opened by itself. */
const inert = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

const versionOf = (content: string | Uint8Array): string => hash("sha1", content, "base64url").slice(0, 12);

/** Where a page's style sheet is: another place whenever the sheet is another one. */
export const stylePath = ({ path, look, theme }: Shell): string => {
  const client = look.clientId ? `client_id=${look.clientId}&` : "";
  return `${path}/hosted-ui/style.css?${client}v=${versionOf(styleSheetOf(theme, look))}`;
};

/** What the pages load beside themselves: a style sheet, images, and the script for passkeys. */
export function looks(theme: Theme): Hono<PoolEnv> {
  const routes = new Hono<PoolEnv>();
  const script = readFileSync(new URL("hosted-ui/passkey.js", assets), "utf8");

  routes.get(`${folder}/style.css`, async (c) => {
    const shell = await shellFor(c, theme);
    return file(c, "text/css; charset=utf-8", styleSheetOf(theme, shell.look));
  });

  routes.get(`${folder}/passkey.js`, (c) => file(c, "text/javascript; charset=utf-8", script));

  routes.get(`${folder}/images/:name`, (c) => {
    const image = theme.images.get(c.req.param("name"));
    return image ? file(c, image.type, image.bytes) : c.json({ message: "There is no such image." }, 404);
  });

  routes.get(`${poolPath}/${assetFolder}/:clientId/:index{\\d+}`, async (c) => {
    const { services, place } = c.var;
    const client = await services.database.clients.get(c.req.param("clientId"));
    const branding = client?.poolId === place.pool.id ? await brandingOf(services, client) : undefined;
    const { Bytes, Extension } = branding?.content.assets[Number(c.req.param("index"))] ?? {};
    const type = mediaTypes[Extension ?? ""];
    if (!Bytes || !type) return c.json({ message: "There is no such image." }, 404);
    return file(c, type, new Uint8Array(Buffer.from(Bytes, "base64")));
  });
  return routes;
}

const mediaTypes: Readonly<Record<string, string>> = {
  ICO: "image/x-icon",
  JPEG: "image/jpeg",
  PNG: "image/png",
  SVG: "image/svg+xml",
  WEBP: "image/webp",
};

function file(c: Context<PoolEnv>, type: string, content: string | Uint8Array<ArrayBuffer>): Response {
  return c.body(content, 200, {
    "Content-Type": type,
    "Cache-Control": c.req.query("v") === undefined ? "no-cache" : forGood,
    "Content-Security-Policy": inert,
    "X-Content-Type-Options": "nosniff",
  });
}
