CREATE TABLE "invocations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invocations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text collate "C" NOT NULL,
	"pool_id" text collate "C",
	"function_name" text collate "C" NOT NULL,
	"trigger_source" text collate "C",
	"sealed" "bytea" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "spent" ADD COLUMN "state" "bytea";--> statement-breakpoint
ALTER TABLE "invocations" ADD CONSTRAINT "invocations_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invocations_by_key" ON "invocations" USING btree ("key");--> statement-breakpoint
CREATE INDEX "invocations_by_pool" ON "invocations" USING btree ("pool_id","id");