/** What an operating system's error codes say of a file or an address (errno(3), getaddrinfo(3)). */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "this user may not",
  ECONNREFUSED: "nothing listens there",
  EEXIST: "a part of its path is no folder",
  EISDIR: "it is a folder",
  ENOENT: "it is not there",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is no folder",
  ENOTFOUND: "there is no such host",
  EPERM: "this user may not",
  EROFS: "the disk is read-only",
  ETIMEDOUT: "it does not answer",
};

/** The code in words for the person who started the service, as `it is a folder (EISDIR)`; one that has none, as it is. */
export function systemReason(code: string): string {
  const reason = reasons[code];
  return reason === undefined ? code : `${reason} (${code})`;
}
