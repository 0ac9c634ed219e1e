import type { Invocation, RecordedInvocation } from "./invocation.ts";

/** Which invocations; members that are absent do not narrow it. `after` is an id, or a time. */
export interface InvocationFilter {
  readonly userPoolId?: string;
  readonly functionName?: string;
  readonly triggerSource?: string;
  readonly after?: { id: string } | { at: Date };
}

/** The newest 1,000 invocations, sealed, for people and tests to read. */
export interface InvocationStore {
  /** Adds an invocation; its attempts to those of the one that has its key, where there is one. */
  add(invocation: Invocation, at: Date): Promise<void>;
  /** Oldest first. */
  list(filter: InvocationFilter): Promise<RecordedInvocation[]>;
  get(id: string): Promise<RecordedInvocation | undefined>;
  byKey(key: string): Promise<RecordedInvocation | undefined>;
  delete(filter: Pick<InvocationFilter, "userPoolId">): Promise<void>;
}
