/** A path with one slash at its beginning: an API Gateway takes any number of them for it. */
export const oneSlash = (path: string): string => path.replace(/^\/+/, "/");

/** The path within a stage; undefined for a path of another. The stage `$default` has no part in the path. */
export function withinStage(path: string, stage: string): string | undefined {
  if (stage === "$default") return path;
  if (path === `/${stage}`) return "/";
  return path.startsWith(`/${stage}/`) ? oneSlash(path.slice(stage.length + 1)) : undefined;
}
