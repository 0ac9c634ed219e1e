/** A group of users; tokens name it, and its role, in the order of precedence. */
export interface Group {
  readonly poolId: string;
  readonly name: string;
  readonly description?: string;
  readonly roleArn?: string;
  /** Lower comes first; a group without one comes last. */
  readonly precedence?: number;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** Groups as tokens list them: by precedence, those without one last, equals by name. */
export function byPrecedence(groups: readonly Group[]): Group[] {
  const rank = (group: Group) => group.precedence ?? Number.POSITIVE_INFINITY;
  return groups.toSorted((a, b) => {
    const difference = rank(a) - rank(b);
    return Number.isNaN(difference) || difference === 0 ? (a.name < b.name ? -1 : 1) : difference;
  });
}

/**
 * The role of the group that comes first. None when there is no role, or when groups of that same
 * precedence name different roles (AWS: "Adding groups to a user pool", precedence values).
 */
export function preferredRole(groups: readonly Group[]): string | undefined {
  const [first, ...others] = byPrecedence(groups.filter((group) => group.roleArn));
  if (!first) return undefined;
  const tied = others.some((group) => group.precedence === first.precedence && group.roleArn !== first.roleArn);
  return tied ? undefined : first.roleArn;
}
