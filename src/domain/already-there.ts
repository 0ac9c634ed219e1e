/** A store refused to write what would stand twice: `what` names the thing, `value` which one. Never crosses the wire. */
export class AlreadyThere extends Error {
  readonly what: "pool" | "client" | "group" | "user" | "identifier" | "document";

  constructor(what: AlreadyThere["what"]) {
    super(`already there: ${what}`);
    this.what = what;
  }
}
