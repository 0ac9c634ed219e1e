CREATE TABLE `failed_passwords` (
	`pool_id` text NOT NULL,
	`sub` text NOT NULL,
	`user_created_at` integer NOT NULL,
	`count` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`pool_id`, `sub`, `user_created_at`)
);
--> statement-breakpoint
CREATE INDEX `failed_passwords_by_expiry` ON `failed_passwords` (`expires_at`);