-- Refresh tokens of before say no grant's key and are good no more: whoever holds one signs in again.
DELETE FROM "refresh_tokens";--> statement-breakpoint
ALTER TABLE "refresh_tokens" DROP CONSTRAINT "refresh_tokens_pool_id_grant_id_grants_pool_id_id_fk";
--> statement-breakpoint
DROP INDEX "grants_by_refresh_token";--> statement-breakpoint
DROP INDEX "grants_by_client";--> statement-breakpoint
DROP INDEX "grants_by_user";--> statement-breakpoint
DROP INDEX "grants_by_expiry";--> statement-breakpoint
DROP INDEX "refresh_tokens_by_grant";--> statement-breakpoint
ALTER TABLE "grants" DROP CONSTRAINT "grants_pool_id_id_pk";--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_pool_id_sub_id_pk" PRIMARY KEY("pool_id","sub","id");--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD COLUMN "sub" text collate "C" NOT NULL;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_pool_id_sub_grant_id_grants_pool_id_sub_id_fk" FOREIGN KEY ("pool_id","sub","grant_id") REFERENCES "public"."grants"("pool_id","sub","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refresh_tokens_by_grant" ON "refresh_tokens" USING btree ("pool_id","sub","grant_id");