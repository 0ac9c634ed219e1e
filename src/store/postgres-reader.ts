import pg from "pg";

export type Query = pg.QueryArrayConfig<unknown[]>;

/** Connections for statements that only read and stand by themselves. */
export interface Reader {
  /** The rows. Rejects with node-postgres's error. */
  read(query: Query): Promise<unknown[][]>;
  close(): Promise<void>;
}

/** So that one slow read holds up no more than a half of the others. */
const lanes = 2;

/**
 * Opens a reader; it connects when it is first used, and anew when a connection was lost. A read is sent at once, behind
 * those that wait for their answers on the same connection (the protocol's pipelining): under load many travel in one
 * packet, and neither side wakes up for each. What writes is not to be sent this way: on one connection each would wait
 * for the commit of the one before it.
 */
export function openReader(config: pg.ClientConfig): Reader {
  const all = Array.from({ length: lanes }, () => openLane(config));
  return {
    read: (query) => all.reduce((best, lane) => (lane.busy() < best.busy() ? lane : best)).read(query),
    close: async () => void (await Promise.all(all.map((lane) => lane.close()))),
  };
}

function openLane(config: pg.ClientConfig): Reader & { busy(): number } {
  let current: Promise<pg.Client> | undefined;
  let underWay = 0;

  function connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...config, pipeline: true });
    const connecting = client.connect().then(() => client);
    const forget = () => {
      if (current === connecting) current = undefined;
    };
    // A loss reaches each read that waits. When none does nothing was lost, but without a listener the process would end.
    client.on("error", forget);
    client.on("end", forget);
    connecting.catch(forget);
    return connecting;
  }

  /** Known here before the connection says that it ended, if it has; if not, it ends with what is under way on it. */
  function giveUp(lost: Promise<pg.Client>): void {
    if (current === lost) current = undefined;
    lost.then((client) => client.end()).catch(() => undefined);
  }

  return {
    busy: () => underWay,
    async read(query) {
      current ??= connect();
      const used = current;
      underWay++;
      try {
        const { rows } = await (await used).query(query);
        return rows;
      } catch (error) {
        if (isLoss(error)) giveUp(used);
        throw error;
      } finally {
        underWay--;
      }
    },
    async close() {
      await (await current?.catch(() => undefined))?.end();
    },
  };
}

/** Whether an error is the end of its connection, and not of one statement alone. */
export const isLoss = (error: unknown): boolean => !(error instanceof pg.DatabaseError && error.severity === "ERROR");
