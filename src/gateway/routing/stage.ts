/** The path within a stage; undefined for a path of another. The stage `$default` has no part in the path. */
export function withinStage(path: string, stage: string): string | undefined {
  if (stage === "$default") return path;
  if (path === `/${stage}`) return "/";
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
}
