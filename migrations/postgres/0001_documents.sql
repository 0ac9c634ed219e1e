CREATE TABLE "documents" (
	"pool_id" text collate "C" NOT NULL,
	"kind" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"client_id" text collate "C",
	"sub" text collate "C",
	"unique_key" text collate "C",
	"sealed" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	"modified_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "documents_pool_id_kind_id_pk" PRIMARY KEY("pool_id","kind","id")
);
--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_pool_id_sub_users_pool_id_sub_fk" FOREIGN KEY ("pool_id","sub") REFERENCES "public"."users"("pool_id","sub") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "documents_by_unique_key" ON "documents" USING btree ("kind","unique_key") WHERE "documents"."unique_key" is not null;--> statement-breakpoint
CREATE INDEX "documents_by_client" ON "documents" USING btree ("client_id","kind","id") WHERE "documents"."client_id" is not null;--> statement-breakpoint
CREATE INDEX "documents_by_user" ON "documents" USING btree ("pool_id","sub","kind","id") WHERE "documents"."sub" is not null;