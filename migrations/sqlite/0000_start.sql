CREATE TABLE `clients` (
	`id` text PRIMARY KEY NOT NULL,
	`pool_id` text NOT NULL,
	`settings` text NOT NULL,
	`sealed` blob NOT NULL,
	`created_at` integer NOT NULL,
	`modified_at` integer NOT NULL,
	`version` integer NOT NULL,
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `clients_by_pool` ON `clients` (`pool_id`,`id`);--> statement-breakpoint
CREATE TABLE `codes` (
	`pool_id` text NOT NULL,
	`sub` text NOT NULL,
	`purpose` text NOT NULL,
	`digest` text NOT NULL,
	`attribute` text NOT NULL,
	`destination` text NOT NULL,
	`expires_at` integer NOT NULL,
	`tries` integer NOT NULL,
	PRIMARY KEY(`pool_id`, `sub`, `purpose`),
	FOREIGN KEY (`pool_id`,`sub`) REFERENCES `users`(`pool_id`,`sub`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `codes_by_expiry` ON `codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `grants` (
	`pool_id` text NOT NULL,
	`id` text NOT NULL,
	`client_id` text NOT NULL,
	`sub` text NOT NULL,
	`origin_jti` text NOT NULL,
	`auth_time` integer NOT NULL,
	`scope` text NOT NULL,
	`refresh_token_hash` text NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	PRIMARY KEY(`pool_id`, `id`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`pool_id`,`sub`) REFERENCES `users`(`pool_id`,`sub`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `grants_by_refresh_token` ON `grants` (`refresh_token_hash`);--> statement-breakpoint
CREATE INDEX `grants_by_client` ON `grants` (`client_id`);--> statement-breakpoint
CREATE INDEX `grants_by_user` ON `grants` (`pool_id`,`sub`);--> statement-breakpoint
CREATE INDEX `grants_by_expiry` ON `grants` (`expires_at`);--> statement-breakpoint
CREATE TABLE `group_members` (
	`pool_id` text NOT NULL,
	`sub` text NOT NULL,
	`group_name` text NOT NULL,
	PRIMARY KEY(`pool_id`, `sub`, `group_name`),
	FOREIGN KEY (`pool_id`,`sub`) REFERENCES `users`(`pool_id`,`sub`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`pool_id`,`group_name`) REFERENCES `groups`(`pool_id`,`name`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `group_members_by_group` ON `group_members` (`pool_id`,`group_name`,`sub`);--> statement-breakpoint
CREATE TABLE `groups` (
	`pool_id` text NOT NULL,
	`name` text NOT NULL,
	`description` text,
	`role_arn` text,
	`precedence` integer,
	`created_at` integer NOT NULL,
	`modified_at` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`pool_id`, `name`),
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `identifiers` (
	`pool_id` text NOT NULL,
	`value` text NOT NULL,
	`sub` text NOT NULL,
	PRIMARY KEY(`pool_id`, `value`),
	FOREIGN KEY (`pool_id`,`sub`) REFERENCES `users`(`pool_id`,`sub`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `identifiers_by_user` ON `identifiers` (`pool_id`,`sub`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`pool_id` text NOT NULL,
	`username` text NOT NULL,
	`medium` text NOT NULL,
	`destination` text NOT NULL,
	`sealed` blob NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `messages_by_pool` ON `messages` (`pool_id`,`id`);--> statement-breakpoint
CREATE TABLE `pools` (
	`id` text PRIMARY KEY NOT NULL,
	`region` text NOT NULL,
	`settings` text NOT NULL,
	`created_at` integer NOT NULL,
	`modified_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `pools_by_region` ON `pools` (`region`,`id`);--> statement-breakpoint
CREATE TABLE `service` (
	`id` integer PRIMARY KEY NOT NULL,
	`epoch` integer NOT NULL,
	`clock_offset_ms` integer NOT NULL,
	`public_url` text,
	`fingerprint` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `signing_keys` (
	`pool_id` text NOT NULL,
	`kid` text NOT NULL,
	`use` text NOT NULL,
	`public_jwk` text NOT NULL,
	`sealed` blob NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`pool_id`, `kid`),
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `spent` (
	`id` text PRIMARY KEY NOT NULL,
	`spent` integer NOT NULL,
	`failures` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `spent_by_expiry` ON `spent` (`expires_at`);--> statement-breakpoint
CREATE TABLE `users` (
	`pool_id` text NOT NULL,
	`sub` text NOT NULL,
	`username` text NOT NULL,
	`username_key` text NOT NULL,
	`status` text NOT NULL,
	`access` text NOT NULL,
	`email_key` text,
	`phone_number_key` text,
	`name_key` text,
	`given_name_key` text,
	`family_name_key` text,
	`preferred_username_key` text,
	`attributes` text NOT NULL,
	`sealed` blob NOT NULL,
	`created_at` integer NOT NULL,
	`modified_at` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`pool_id`, `sub`),
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `users_by_username` ON `users` (`pool_id`,`username_key`);--> statement-breakpoint
CREATE INDEX `users_by_status` ON `users` (`pool_id`,`status`,`username_key`);--> statement-breakpoint
CREATE INDEX `users_by_access` ON `users` (`pool_id`,`access`,`username_key`);--> statement-breakpoint
CREATE INDEX `users_by_email` ON `users` (`pool_id`,`email_key`,`username_key`) WHERE "users"."email_key" is not null;--> statement-breakpoint
CREATE INDEX `users_by_phone_number` ON `users` (`pool_id`,`phone_number_key`,`username_key`) WHERE "users"."phone_number_key" is not null;--> statement-breakpoint
CREATE INDEX `users_by_name` ON `users` (`pool_id`,`name_key`,`username_key`) WHERE "users"."name_key" is not null;--> statement-breakpoint
CREATE INDEX `users_by_given_name` ON `users` (`pool_id`,`given_name_key`,`username_key`) WHERE "users"."given_name_key" is not null;--> statement-breakpoint
CREATE INDEX `users_by_family_name` ON `users` (`pool_id`,`family_name_key`,`username_key`) WHERE "users"."family_name_key" is not null;--> statement-breakpoint
CREATE INDEX `users_by_preferred_username` ON `users` (`pool_id`,`preferred_username_key`,`username_key`) WHERE "users"."preferred_username_key" is not null;