import { putDocument } from "../document/put-document.ts";
import type { IdentityProvider } from "../identity-provider/identity-provider.ts";
import type { Services } from "../services.ts";
import type { StandInAnswer } from "./stand-in.ts";

/** Has a stand-in answer so, once, whoever comes next. */
export async function setNextAnswer(
  { database, clock }: Pick<Services, "database" | "clock">,
  { poolId, id }: IdentityProvider,
  answer: StandInAnswer,
): Promise<void> {
  const now = clock.now();
  await putDocument(database.nextAnswers, { poolId, id, content: { answer }, createdAt: now, modifiedAt: now });
}

/** The answer that was set, which is used up with this; undefined where somebody is to be asked. */
export async function takeNextAnswer(
  { database }: Pick<Services, "database">,
  { poolId, id }: IdentityProvider,
): Promise<StandInAnswer | undefined> {
  const next = await database.nextAnswers.get(poolId, id);
  return next && (await database.nextAnswers.delete(poolId, id)) ? next.content.answer : undefined;
}
