ALTER TABLE "grants" ADD COLUMN "session_id" text collate "C";--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "last_active_at" bigint;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "device_type" text collate "C";--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "ip_address" text collate "C";