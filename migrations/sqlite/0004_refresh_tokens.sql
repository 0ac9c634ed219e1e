CREATE TABLE `refresh_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`pool_id` text NOT NULL,
	`grant_id` text NOT NULL,
	`good_until` integer,
	FOREIGN KEY (`pool_id`,`grant_id`) REFERENCES `grants`(`pool_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `refresh_tokens_by_grant` ON `refresh_tokens` (`pool_id`,`grant_id`);--> statement-breakpoint
ALTER TABLE `grants` ADD `acr` text;--> statement-breakpoint
ALTER TABLE `grants` ADD `amr` text;