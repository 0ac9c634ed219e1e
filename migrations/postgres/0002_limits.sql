CREATE TABLE "limits" (
	"category" text collate "C" PRIMARY KEY NOT NULL,
	"per_second" bigint NOT NULL
);
