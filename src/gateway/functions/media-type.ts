/** Whether a media type is among those that a REST API treats as binary: `image/png`, `image/*`, or all. */
export function isBinary(mediaType: string | undefined, binary: readonly string[]): boolean {
  const type = mediaType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return binary.some((pattern) => {
    const wanted = pattern.toLowerCase();
    if (wanted === "*/*") return true;
    return wanted.endsWith("/*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
  });
}

const text = /^(text\/.*|application\/(.*\+)?(json|xml|javascript)|application\/x-www-form-urlencoded)$/;

/** Whether an HTTP API hands a body on as text; what it does not know, or what is encoded, it hands on in base64. */
export const isText = (mediaType: string | undefined, encoding: string | undefined): boolean =>
  encoding === undefined && (mediaType === undefined || text.test(mediaType.split(";")[0]!.trim().toLowerCase()));
