import { AsyncLocalStorage } from "node:async_hooks";
import { getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { onePerKey } from "../crypto/turnstile.ts";
import { type Contention, compareAndSwap, contended, persist, type Swap } from "./contention.ts";
import type { Driver, Queries, Run } from "./database.ts";
import type { Schema } from "./schema.ts";
import { StoreError, withoutStatement } from "./store-error.ts";

/** A transaction that is under way. */
interface Transaction {
  readonly run: Run;
  readonly afterCommit: (() => void)[];
  /** The first thing that failed in it: from then on nothing more can be done in it, nor can it be committed. */
  failure?: { error: unknown };
  over: boolean;
}

/** PostgreSQL's serialization_failure and deadlock_detected: what was tried did nothing and can be tried anew. */
const passing = new Set(["40001", "40P01"]);

/**
 * A database and the transactions on it. A statement belongs to the transaction in whose `work` it is called, so stores
 * need not know whether they are in one, and statements are prepared once for both cases.
 */
export class Connection {
  readonly tables: Schema;
  readonly queries: Queries;
  readonly #contention: Contention;
  readonly #inTurn = onePerKey();
  readonly #driver: Driver;
  readonly #current = new AsyncLocalStorage<Transaction>();
  readonly #calls = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(driver: Driver, contention: Contention) {
    this.#driver = driver;
    this.#contention = contention;
    this.tables = driver.tables;
    this.queries = driver.queries((text, parameters) => {
      const transaction = this.#current.getStore();
      if (transaction) return runWithin(transaction, text, parameters);
      return this.#persist(() => driver.run(text, parameters));
    });
  }

  get inTransaction(): boolean {
    return this.#current.getStore() !== undefined;
  }

  /** Runs `work` so that all of its writes stand, or none; within a transaction, as a part of it. May run it again. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.#current.getStore();
    if (outer) return part(outer, work);
    return this.#persist(() => this.#begin(work));
  }

  /**
   * Changes the row of this name by compare-and-swap. Outside of transactions, changes of one row wait for each other in
   * this process: as many as come at once succeed, and two seconds are given to each for what other instances do. A
   * transaction waits for nobody here, for others may wait for what it has locked.
   */
  change<Value>(row: string, swap: Swap<Value>): Promise<Value | undefined> {
    const work = () => compareAndSwap(this.#contention, swap);
    return this.inTransaction ? work() : this.#inTurn(row, work);
  }

  #persist<T>(work: () => Promise<T>): Promise<T> {
    return persist(this.#contention, async () => {
      try {
        return await work();
      } catch (caught) {
        const error = withoutStatement(caught);
        if (error instanceof StoreError && passing.has(error.code)) return contended;
        throw error;
      }
    });
  }

  async #begin<T>(work: () => Promise<T>): Promise<T> {
    const afterCommit: Transaction["afterCommit"] = [];
    const result = await this.#driver.transaction(async (run) => {
      const transaction: Transaction = { run, afterCommit, over: false };
      try {
        return await this.#current.run(transaction, () => part(transaction, work));
      } finally {
        transaction.over = true;
      }
    });
    for (const todo of afterCommit) todo();
    return result;
  }

  /** Has the planner know how large these tables have become, where it would find out late by itself. */
  async analyze(...tables: PgTable[]): Promise<void> {
    await this.#driver.analyze?.(tables.map(getTableName));
  }

  /** Does `todo` once the transaction that is under way stands; at once when none is. */
  afterCommit(todo: () => void): void {
    const transaction = this.#current.getStore();
    if (transaction) transaction.afterCommit.push(todo);
    else todo();
  }

  /** The edge of the store: every call from outside passes here. Lets no statement or parameter out in an error. */
  async enter<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed && !this.inTransaction) throw new StoreError("CLOSED");
    const call = work();
    this.#calls.add(call);
    try {
      return await call;
    } catch (error) {
      throw withoutStatement(error);
    } finally {
      this.#calls.delete(call);
    }
  }

  /** Lets no more calls in, waits for those that are under way, and closes the database. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#calls).then(() => this.#driver.close());
    return this.#closed;
  }
}

async function runWithin(transaction: Transaction, text: string, parameters: readonly unknown[]): Promise<unknown[][]> {
  if (transaction.over) throw new Error("the transaction is over: something in it was not awaited");
  return part(transaction, () => transaction.run(text, parameters));
}

/**
 * A part of a transaction, and when it fails the end of it: PostgreSQL goes no further after an error, and SQLite would
 * commit the half of it.
 */
async function part<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  throwFailure(transaction);
  try {
    const result = await work();
    throwFailure(transaction);
    return result;
  } catch (error) {
    transaction.failure ??= { error };
    throw error;
  }
}

function throwFailure({ failure }: Transaction): void {
  if (failure) throw failure.error;
}
