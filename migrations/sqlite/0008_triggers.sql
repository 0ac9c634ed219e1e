CREATE TABLE `invocations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`pool_id` text,
	`function_name` text NOT NULL,
	`trigger_source` text,
	`sealed` blob NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invocations_by_key` ON `invocations` (`key`);--> statement-breakpoint
CREATE INDEX `invocations_by_pool` ON `invocations` (`pool_id`,`id`);--> statement-breakpoint
ALTER TABLE `spent` ADD `state` blob;