/**
 * What every instance of one service must agree on at each request. It is read afresh when a request
 * arrives, so that what one instance was told is seen by the next answer of another.
 */
export interface ServiceState {
  /** Moves with every change of a pool, client or signing key: what was cached under another epoch is stale. */
  readonly epoch: number;
  /** How far a test has moved the service's clock, in milliseconds. */
  readonly clockOffsetMs: number;
  /** The public URL that was set while running; until then the configured one holds. */
  readonly publicUrl?: string;
}

/** Where the state of the service is kept. */
export interface ServiceStateStore {
  /** The state as last read. */
  readonly current: ServiceState;
  /** Reads the state anew; callers that arrive together share one read, which began after each of them arrived. */
  refresh(): Promise<ServiceState>;
  /** `clockOffsetMs` and `publicUrl` as given; null puts the configured public URL back. */
  update(change: { clockOffsetMs?: number; publicUrl?: string | null }): Promise<ServiceState>;
}
