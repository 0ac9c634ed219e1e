import { Hono } from "hono";
import { etag } from "hono/etag";
import type { Services } from "../domain/services.ts";
import type { Logo } from "../domain/ui-customization/logo.ts";

const mediaTypes: Readonly<Record<Logo["type"], string>> = { png: "image/png", jpg: "image/jpeg" };

/** The logos of the classic pages, at the URLs that GetUICustomization shows (`logoPath`). */
export function logos({ database }: Pick<Services, "database">): Hono {
  const routes = new Hono();
  const path = "/:poolId{[\\w-]+_[0-9a-zA-Z]+}/ui-customization/:clientId{\\w+}/:file{image\\.(?:png|jpg)}";
  routes.get(path, etag(), async (c) => {
    const { poolId, clientId, file } = c.req.param();
    const logo = (await database.uiCustomizations.get(poolId, clientId))?.content.logo;
    if (!logo || file !== `image.${logo.type}`) return c.json({ message: "There is no such image." }, 404);
    return c.body(new Uint8Array(Buffer.from(logo.base64, "base64")), 200, {
      "Content-Type": mediaTypes[logo.type],
      "Cache-Control": "no-cache",
      "X-Content-Type-Options": "nosniff",
    });
  });
  return routes;
}
