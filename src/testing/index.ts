/**
 * `poolhouse/testing`: what users' tests import, under whatever runner. It starts a whole service, in a process of its own so
 * that no fake timers or mocks of a test reach it, and reads its control face; and it makes the events of triggers, for
 * tests that call a function directly. Its types stand alone: nobody needs Poolhouse's own dependencies for them.
 */
export type {
  Invocation,
  InvocationFilter,
  Message,
  MessageFilter,
} from "./control-face.ts";
export { type Poolhouse, type PoolhouseOptions, startPoolhouse } from "./start-poolhouse.ts";
export { type EventChanges, triggerEvent } from "./trigger-event.ts";
export type { TriggerEvents, TriggerEventsV2, TriggerEventsV3, TriggerSource } from "./trigger-events.ts";
