/** The database cannot be opened by this process. The message is one line for the person who started it. */
export class UnusableDatabase extends Error {
  override readonly name = "UnusableDatabase";
}
