import type { Log } from "../domain/services.ts";
import { internalError } from "./failed.ts";
import type { Fetch } from "./listen.ts";

export interface Loadable {
  readonly fetch: Fetch;
  /** Loads what nobody has asked for yet, so that whoever does has not to wait. */
  load(): Promise<void>;
}

/** What is loaded at its first request; where that fails the request is answered with 500, and the next tries again. */
export function loadedWhenAsked(log: Log, load: () => Promise<Fetch>): Loadable {
  let loaded: Fetch | undefined;
  let loading: Promise<Fetch> | undefined;

  async function loadOnce(): Promise<Fetch> {
    try {
      loading ??= load();
      loaded = await loading;
      return loaded;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  }

  async function fetchOnceLoaded(...[request, ...rest]: Parameters<Fetch>): Promise<Response> {
    try {
      const fetch = await loadOnce();
      return await fetch(request, ...rest);
    } catch (error) {
      return internalError(log, new URL(request.url).pathname, error);
    }
  }

  return {
    fetch: (...call) => (loaded ? loaded(...call) : fetchOnceLoaded(...call)),
    load: async () => void (await loadOnce()),
  };
}
