/** What `work` comes to, or else, after so many seconds, what `otherwise` does. */
export async function within<Result>(
  seconds: number,
  work: Promise<Result>,
  otherwise: (seconds: number) => Result,
): Promise<Result> {
  const { promise: late, resolve: giveUp } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => giveUp("late"), seconds * 1000);
  try {
    const first = await Promise.race([work.then((result) => ({ result })), late]);
    return first === "late" ? otherwise(seconds) : first.result;
  } finally {
    clearTimeout(timer);
  }
}
