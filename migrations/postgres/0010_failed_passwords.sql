CREATE TABLE "failed_passwords" (
	"pool_id" text collate "C" NOT NULL,
	"sub" text collate "C" NOT NULL,
	"user_created_at" bigint NOT NULL,
	"count" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "failed_passwords_pool_id_sub_user_created_at_pk" PRIMARY KEY("pool_id","sub","user_created_at")
);
--> statement-breakpoint
CREATE INDEX "failed_passwords_by_expiry" ON "failed_passwords" USING btree ("expires_at");