import type { Answer } from "../exchange/answer.ts";

const titles = {
  400: "400 Bad Request",
  401: "401 Authorization Required",
  500: "500 Internal Server Error",
  502: "502 Bad Gateway",
  503: "503 Service Temporarily Unavailable",
  504: "504 Gateway Time-out",
  561: "561 Authentication Failed",
} as const;

/** What a load balancer answers by itself. */
export function htmlAnswer(status: keyof typeof titles): Answer {
  const title = titles[status];
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return {
    status,
    headers: [
      ["content-type", "text/html"],
      ["server", "awselb/2.0"],
    ],
    body,
  };
}
