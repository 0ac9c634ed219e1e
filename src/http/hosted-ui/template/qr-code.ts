import { html, raw } from "hono/html";
import type { Html } from "./layout.ts";

/** White around it, in modules: what ISO/IEC 18004 asks for. */
const border = 4;

/** Bytes that the largest one holds, at a medium level of correction (ISO/IEC 18004, table 7). */
const most = 2_331;

/**
 * A QR code as an inline image, dark on light in any colour scheme, or cameras would not read it. Nothing for a text that no
 * code holds.
 */
export async function qrCode(text: string, label: string): Promise<Html | ""> {
  if (Buffer.byteLength(text) > most) return "";
  // Loaded for the few who set up an app: a start must not wait for it.
  const { encodeQR } = await import("qr");
  const rows = encodeQR(text, "raw", { border });
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${rows.length} ${rows.length}" shape-rendering="crispEdges"><path fill="currentColor" d="${raw(pathOf(rows))}"/></svg>`;
}

/** One rectangle for each run of dark modules. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  const runs = rows.flatMap((row, y) => {
    const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []));
    return starts.map((x) => {
      const end = row.indexOf(false, x);
      return `M${x} ${y}h${(end === -1 ? row.length : end) - x}v1H${x}z`;
    });
  });
  return runs.join("");
}
