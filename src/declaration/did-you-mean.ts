/** The name among `names` that was most likely meant by `given`: it differs by case, or by one letter in three, two at most. */
export function didYouMean(given: string, names: readonly string[]): string | undefined {
  const reach = Math.min(2, Math.floor(given.length / 3));
  const near = names.map((name) => ({ name, distance: editDistance(given.toLowerCase(), name.toLowerCase()) }));
  return near.filter(({ distance }) => distance <= reach).sort((one, other) => one.distance - other.distance)[0]?.name;
}

/** How many letters must be put in, left out or replaced to make one text of the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (let column = 0; column < to.length; column++) {
      const replaced = above[column]! + (to[column] === letter ? 0 : 1);
      current.push(Math.min(replaced, above[column + 1]! + 1, current[column]! + 1));
    }
    above = current;
  }
  return above[to.length]!;
}
