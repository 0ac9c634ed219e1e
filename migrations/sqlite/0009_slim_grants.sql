-- Refresh tokens of before say no grant's key and are good no more: whoever holds one signs in again.
DROP TABLE `refresh_tokens`;--> statement-breakpoint
CREATE TABLE `__new_grants` (
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
	`device_key` text,
	`acr` text,
	`amr` text,
	`session_id` text,
	`last_active_at` integer,
	`device_type` text,
	`ip_address` text,
	`resource` text,
	`browser_session_id` text,
	PRIMARY KEY(`pool_id`, `sub`, `id`),
	FOREIGN KEY (`client_id`) REFERENCES `clients`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`pool_id`,`sub`) REFERENCES `users`(`pool_id`,`sub`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_grants`("pool_id", "id", "client_id", "sub", "origin_jti", "auth_time", "scope", "refresh_token_hash", "expires_at", "revoked_at", "device_key", "acr", "amr", "session_id", "last_active_at", "device_type", "ip_address", "resource", "browser_session_id") SELECT "pool_id", "id", "client_id", "sub", "origin_jti", "auth_time", "scope", "refresh_token_hash", "expires_at", "revoked_at", "device_key", "acr", "amr", "session_id", "last_active_at", "device_type", "ip_address", "resource", "browser_session_id" FROM `grants`;--> statement-breakpoint
DROP TABLE `grants`;--> statement-breakpoint
ALTER TABLE `__new_grants` RENAME TO `grants`;--> statement-breakpoint
CREATE TABLE `refresh_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`pool_id` text NOT NULL,
	`sub` text NOT NULL,
	`grant_id` text NOT NULL,
	`good_until` integer,
	FOREIGN KEY (`pool_id`,`sub`,`grant_id`) REFERENCES `grants`(`pool_id`,`sub`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `refresh_tokens_by_grant` ON `refresh_tokens` (`pool_id`,`sub`,`grant_id`);
