ALTER TABLE `grants` ADD `session_id` text;--> statement-breakpoint
ALTER TABLE `grants` ADD `last_active_at` integer;--> statement-breakpoint
ALTER TABLE `grants` ADD `device_type` text;--> statement-breakpoint
ALTER TABLE `grants` ADD `ip_address` text;