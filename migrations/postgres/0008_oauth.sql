ALTER TABLE "documents" ADD COLUMN "expires_at" bigint;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "resource" text collate "C";--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "browser_session_id" text collate "C";--> statement-breakpoint
CREATE INDEX "documents_by_expiry" ON "documents" USING btree ("kind","expires_at") WHERE "documents"."expires_at" is not null;