import { html } from "hono/html";
import type { StyleImage } from "../look/style-images.ts";

/** An image that goes with the page's colour scheme. It says nothing that the text beside it does not say. */
export function picture(path: string, { light, dark }: StyleImage, className: string) {
  const img = html`<img class="${className}" src="${path}/${light}" alt="">`;
  if (!dark) return img;
  return html`<picture><source media="(prefers-color-scheme: dark)" srcset="${path}/${dark}">${img}</picture>`;
}
