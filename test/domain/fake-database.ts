import type { Database } from "../../src/domain/stores.ts";

/** A database of which only sweeping is asked, and what it was told to sweep. */
export function fakeDatabase({ clockOffsets = [] }: { clockOffsets?: number[] } = {}) {
  const swept: Record<string, Date> = {};
  const sweeping = (name: string) => ({
    async sweep(before: Date) {
      swept[name] = before;
    },
  });
  const stores = {
    ...{ codes: sweeping("codes"), spent: sweeping("spent"), failedPasswords: sweeping("failedPasswords") },
    grants: sweeping("grants"),
    ...{ authorizationCodes: sweeping("authorizationCodes"), browserSessions: sweeping("browserSessions") },
    ...{ federationAttempts: sweeping("federationAttempts"), federationLogouts: sweeping("federationLogouts") },
    pools: { clockOffsets: async () => clockOffsets },
    importJobs: { listByUniqueKey: async () => [] },
  };
  return { database: stores as unknown as Database, swept };
}
