import type { Answered } from "../domain/trigger/functions.ts";
import { exited, type Invocation } from "./function.ts";
import { Output } from "./output.ts";

/** What came of a turn: an answer, or that the instance had ended before it took the invocation. */
export type TurnOutcome = Answered | "not taken";

/** Why the code could not be loaded, for the invocation that waits for it. */
export type LoadFailure = (requestId: string) => Answered;

/** Whose turn it is on an instance: whether its code is loaded, which invocation runs, and what came of it. */
export class Turn {
  readonly output = new Output();
  readonly #loaded = Promise.withResolvers<LoadFailure | undefined>();
  #running: { readonly invocation: Invocation; taken: boolean; resolve(outcome: TurnOutcome): void } | undefined;
  #isAlive = true;

  get ready(): Promise<LoadFailure | undefined> {
    return this.#loaded.promise;
  }

  /** Whether there can be another turn. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  get running(): Invocation | undefined {
    return this.#running?.invocation;
  }

  loaded(failure?: Answered): void {
    this.#loaded.resolve(failure && (() => failure));
  }

  /** Begins a turn. */
  begin(invocation: Invocation): Promise<TurnOutcome> {
    if (!this.#isAlive) return Promise.resolve("not taken");
    const { promise, resolve } = Promise.withResolvers<TurnOutcome>();
    this.#running = { invocation, resolve, taken: false };
    this.output.begin(invocation.log);
    return promise;
  }

  /** The function has the event by now. */
  taken(): void {
    if (this.#running) this.#running.taken = true;
  }

  /** Ends the turn. */
  answer(outcome: TurnOutcome): void {
    this.#running?.resolve(outcome);
    this.#running = undefined;
  }

  /** There is no other turn after this one. */
  retire(): void {
    this.#isAlive = false;
  }

  /** The instance has ended, by a status or a signal, in the midst of whatever it did. */
  ended(how: number | string): void {
    this.retire();
    this.#loaded.resolve((requestId) => exited(requestId, how));
    if (this.#running) this.answer(this.#running.taken ? exited(this.#running.invocation.requestId, how) : "not taken");
  }
}
