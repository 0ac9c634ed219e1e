/** For pages of any origin, without their cookies. In the answer itself: as a middleware it would cost a second Response. */
const everyAnswer = {
  "Content-Type": "application/json;charset=UTF-8",
  "Access-Control-Allow-Origin": "*",
  "Cache-Control": "no-store",
};

/** JSON for an app that calls. Nobody on the way keeps it (RFC 6749 section 5.1). */
export const answerJson = (body: object, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { ...everyAnswer, ...headers } });

export const answerNothing = (): Response => new Response(null, { headers: { ...everyAnswer, "Content-Length": "0" } });
