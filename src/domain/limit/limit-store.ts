/** Where the rates are kept that UpdateProvisionedLimit has set; they change seldom and are asked for by every call. */
export interface LimitStore {
  /** Calls in a second; undefined where none was set. */
  get(category: string): Promise<number | undefined>;
  set(category: string, perSecond: number): Promise<void>;
}
