CREATE TABLE `documents` (
	`pool_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`client_id` text,
	`sub` text,
	`unique_key` text,
	`sealed` blob NOT NULL,
	`created_at` integer NOT NULL,
	`modified_at` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`pool_id`, `kind`, `id`),
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`pool_id`,`sub`) REFERENCES `users`(`pool_id`,`sub`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_by_unique_key` ON `documents` (`kind`,`unique_key`) WHERE "documents"."unique_key" is not null;--> statement-breakpoint
CREATE INDEX `documents_by_client` ON `documents` (`client_id`,`kind`,`id`) WHERE "documents"."client_id" is not null;--> statement-breakpoint
CREATE INDEX `documents_by_user` ON `documents` (`pool_id`,`sub`,`kind`,`id`) WHERE "documents"."sub" is not null;