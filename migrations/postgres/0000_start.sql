CREATE TABLE "clients" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"pool_id" text collate "C" NOT NULL,
	"settings" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	"modified_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"pool_id" text collate "C" NOT NULL,
	"sub" text collate "C" NOT NULL,
	"purpose" text collate "C" NOT NULL,
	"digest" text collate "C" NOT NULL,
	"attribute" text collate "C" NOT NULL,
	"destination" text collate "C" NOT NULL,
	"expires_at" bigint NOT NULL,
	"tries" bigint NOT NULL,
	CONSTRAINT "codes_pool_id_sub_purpose_pk" PRIMARY KEY("pool_id","sub","purpose")
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"pool_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"client_id" text collate "C" NOT NULL,
	"sub" text collate "C" NOT NULL,
	"origin_jti" text collate "C" NOT NULL,
	"auth_time" bigint NOT NULL,
	"scope" text collate "C" NOT NULL,
	"refresh_token_hash" text collate "C" NOT NULL,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint,
	CONSTRAINT "grants_pool_id_id_pk" PRIMARY KEY("pool_id","id")
);
--> statement-breakpoint
CREATE TABLE "group_members" (
	"pool_id" text collate "C" NOT NULL,
	"sub" text collate "C" NOT NULL,
	"group_name" text collate "C" NOT NULL,
	CONSTRAINT "group_members_pool_id_sub_group_name_pk" PRIMARY KEY("pool_id","sub","group_name")
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"pool_id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"description" text collate "C",
	"role_arn" text collate "C",
	"precedence" bigint,
	"created_at" bigint NOT NULL,
	"modified_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "groups_pool_id_name_pk" PRIMARY KEY("pool_id","name")
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"pool_id" text collate "C" NOT NULL,
	"value" text collate "C" NOT NULL,
	"sub" text collate "C" NOT NULL,
	CONSTRAINT "identifiers_pool_id_value_pk" PRIMARY KEY("pool_id","value")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"pool_id" text collate "C" NOT NULL,
	"username" text collate "C" NOT NULL,
	"medium" text collate "C" NOT NULL,
	"destination" text collate "C" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pools" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"region" text collate "C" NOT NULL,
	"settings" text NOT NULL,
	"created_at" bigint NOT NULL,
	"modified_at" bigint NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service" (
	"id" bigint PRIMARY KEY NOT NULL,
	"epoch" bigint NOT NULL,
	"clock_offset_ms" bigint NOT NULL,
	"public_url" text collate "C",
	"fingerprint" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"pool_id" text collate "C" NOT NULL,
	"kid" text collate "C" NOT NULL,
	"use" text collate "C" NOT NULL,
	"public_jwk" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "signing_keys_pool_id_kid_pk" PRIMARY KEY("pool_id","kid")
);
--> statement-breakpoint
CREATE TABLE "spent" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"spent" boolean NOT NULL,
	"failures" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"pool_id" text collate "C" NOT NULL,
	"sub" text collate "C" NOT NULL,
	"username" text collate "C" NOT NULL,
	"username_key" text collate "C" NOT NULL,
	"status" text collate "C" NOT NULL,
	"access" text collate "C" NOT NULL,
	"email_key" text collate "C",
	"phone_number_key" text collate "C",
	"name_key" text collate "C",
	"given_name_key" text collate "C",
	"family_name_key" text collate "C",
	"preferred_username_key" text collate "C",
	"attributes" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	"modified_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "users_pool_id_sub_pk" PRIMARY KEY("pool_id","sub")
);
--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "codes" ADD CONSTRAINT "codes_pool_id_sub_users_pool_id_sub_fk" FOREIGN KEY ("pool_id","sub") REFERENCES "public"."users"("pool_id","sub") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_pool_id_sub_users_pool_id_sub_fk" FOREIGN KEY ("pool_id","sub") REFERENCES "public"."users"("pool_id","sub") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_pool_id_sub_users_pool_id_sub_fk" FOREIGN KEY ("pool_id","sub") REFERENCES "public"."users"("pool_id","sub") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_pool_id_group_name_groups_pool_id_name_fk" FOREIGN KEY ("pool_id","group_name") REFERENCES "public"."groups"("pool_id","name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identifiers" ADD CONSTRAINT "identifiers_pool_id_sub_users_pool_id_sub_fk" FOREIGN KEY ("pool_id","sub") REFERENCES "public"."users"("pool_id","sub") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signing_keys" ADD CONSTRAINT "signing_keys_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_by_pool" ON "clients" USING btree ("pool_id","id");--> statement-breakpoint
CREATE INDEX "codes_by_expiry" ON "codes" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "grants_by_refresh_token" ON "grants" USING btree ("refresh_token_hash");--> statement-breakpoint
CREATE INDEX "grants_by_client" ON "grants" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "grants_by_user" ON "grants" USING btree ("pool_id","sub");--> statement-breakpoint
CREATE INDEX "grants_by_expiry" ON "grants" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "group_members_by_group" ON "group_members" USING btree ("pool_id","group_name","sub");--> statement-breakpoint
CREATE INDEX "identifiers_by_user" ON "identifiers" USING btree ("pool_id","sub");--> statement-breakpoint
CREATE INDEX "messages_by_pool" ON "messages" USING btree ("pool_id","id");--> statement-breakpoint
CREATE INDEX "pools_by_region" ON "pools" USING btree ("region","id");--> statement-breakpoint
CREATE INDEX "spent_by_expiry" ON "spent" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "users_by_username" ON "users" USING btree ("pool_id","username_key");--> statement-breakpoint
CREATE INDEX "users_by_status" ON "users" USING btree ("pool_id","status","username_key");--> statement-breakpoint
CREATE INDEX "users_by_access" ON "users" USING btree ("pool_id","access","username_key");--> statement-breakpoint
CREATE INDEX "users_by_email" ON "users" USING btree ("pool_id","email_key","username_key") WHERE "users"."email_key" is not null;--> statement-breakpoint
CREATE INDEX "users_by_phone_number" ON "users" USING btree ("pool_id","phone_number_key","username_key") WHERE "users"."phone_number_key" is not null;--> statement-breakpoint
CREATE INDEX "users_by_name" ON "users" USING btree ("pool_id","name_key","username_key") WHERE "users"."name_key" is not null;--> statement-breakpoint
CREATE INDEX "users_by_given_name" ON "users" USING btree ("pool_id","given_name_key","username_key") WHERE "users"."given_name_key" is not null;--> statement-breakpoint
CREATE INDEX "users_by_family_name" ON "users" USING btree ("pool_id","family_name_key","username_key") WHERE "users"."family_name_key" is not null;--> statement-breakpoint
CREATE INDEX "users_by_preferred_username" ON "users" USING btree ("pool_id","preferred_username_key","username_key") WHERE "users"."preferred_username_key" is not null;