import type { Group } from "../../domain/group/group.ts";
import { newGroup } from "../../domain/group/new-group.ts";
import type { Pool } from "../../domain/pool/pool.ts";
import type { Services } from "../../domain/services.ts";
import type { DeclaredGroup } from "../declared.ts";
import type { Building } from "../design.ts";
import { createOrSettle, sameJson } from "./settle.ts";

/** Creates a declared group of a pool that is there, or returns its settings to what is declared. */
export async function settleGroup(
  services: Building & Pick<Services, "database">,
  pool: Pool,
  declared: DeclaredGroup,
): Promise<void> {
  const { groups } = services.database;
  const wanted = newGroup(services, pool, declared);
  await createOrSettle("group", {
    find: () => groups.get(pool.id, wanted.name),
    create: () => groups.insert(wanted),
    async settle(present) {
      if (sameJson(settingsOf(present), settingsOf(wanted))) return;
      await groups.update(pool.id, wanted.name, ({ createdAt }) => ({ ...wanted, createdAt }));
    },
  });
}

const settingsOf = ({ description, roleArn, precedence }: Group) => ({ description, roleArn, precedence });
