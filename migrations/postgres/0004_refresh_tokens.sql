CREATE TABLE "refresh_tokens" (
	"hash" text collate "C" PRIMARY KEY NOT NULL,
	"pool_id" text collate "C" NOT NULL,
	"grant_id" text collate "C" NOT NULL,
	"good_until" bigint
);
--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "acr" text collate "C";--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "amr" text collate "C";--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_pool_id_grant_id_grants_pool_id_id_fk" FOREIGN KEY ("pool_id","grant_id") REFERENCES "public"."grants"("pool_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refresh_tokens_by_grant" ON "refresh_tokens" USING btree ("pool_id","grant_id");