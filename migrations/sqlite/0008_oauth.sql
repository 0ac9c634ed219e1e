ALTER TABLE `documents` ADD `expires_at` integer;--> statement-breakpoint
CREATE INDEX `documents_by_expiry` ON `documents` (`kind`,`expires_at`) WHERE "documents"."expires_at" is not null;--> statement-breakpoint
ALTER TABLE `grants` ADD `resource` text;--> statement-breakpoint
ALTER TABLE `grants` ADD `browser_session_id` text;