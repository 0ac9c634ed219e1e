import type { MiddlewareHandler } from "hono";
import { html } from "hono/html";
import { secureHeaders } from "hono/secure-headers";

/** What a link in a mail leads to: a page that says what came of it, does nothing more, and is kept nowhere. */
export const notice = (title: string, text: string) => html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><h1>${title}</h1><p>${text}</p></body>
</html>
`;

const secure = secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"] }, referrerPolicy: "no-referrer" });

/** The headers of such a page: its address holds a secret, which goes nowhere. */
export const noticeHeaders: MiddlewareHandler = (c, next) => {
  c.header("Cache-Control", "no-store");
  return secure(c, next);
};
