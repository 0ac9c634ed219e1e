CREATE TABLE `limits` (
	`category` text PRIMARY KEY NOT NULL,
	`per_second` integer NOT NULL
);
