import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/**
 * What browsers are to hold a page to. It loads nothing from elsewhere, runs no script and no style of its own text, and
 * stands in no frame. Where its form leads is not bound, because the answer to it leads back to the app, and browsers
 * count every redirect on that way (CSP Level 3, form-action). An app may open the pages in a window of its own, so that
 * no Cross-Origin-Opener-Policy parts the two.
 */
const secure = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    fontSrc: ["'self'"],
    scriptSrc: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  // Not none at all, for then browsers do not tell where a form comes from (Fetch, section 4.8).
  referrerPolicy: "same-origin",
  crossOriginOpenerPolicy: false,
  // Whether a host is reached by https alone is for whoever runs it to say: localhost is many services' name.
  strictTransportSecurity: false,
});

/** The headers of every page. None is kept on the way: a form is one browser's own, and some addresses hold a code. */
export const pageHeaders: MiddlewareHandler = (c, next) => {
  c.header("Cache-Control", "no-store");
  return secure(c, next);
};
