import { html } from "hono/html";
import { styleImage } from "../look/style-images.ts";
import type { Shell } from "../shell.ts";
import type { Image } from "../theme.ts";

/** A small icon comes with the page: one request less. */
const mostInlined = 2048;

/** The links to the page's icons: those of the client's style in the types that it turned on, else the theme's. */
export function icons(shell: Shell) {
  const { look, theme, path } = shell;
  const types = look.look === "managed" ? look.style.components.favicon.enabledTypes : [];
  const own = types.flatMap((type) => {
    const image =
      look.look === "managed" && (type === "ICO" || type === "SVG") ? styleImage(look, `FAVICON_${type}`) : undefined;
    return image ? [`${path}/${image.light}`] : [];
  });
  const file = ["favicon.svg", "favicon.ico", "favicon.png"].find((name) => theme.images.has(name));
  const usual = file ? [hrefOf(path, file, theme.images.get(file) as Image)] : [];
  return (own.length > 0 ? own : usual).map((href) => html`<link rel="icon" href="${href}">\n`);
}

const hrefOf = (path: string, file: string, { type, bytes }: Image): string =>
  bytes.length > mostInlined
    ? `${path}/hosted-ui/images/${file}`
    : `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
