import { oneOf, text } from "./constraints.ts";

export const UserImportJobId = text({ min: 1, max: 55, pattern: "import-[0-9a-zA-Z-]+" });

export const UserImportJobName = text({ min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" });

export const PasswordHashingAlgorithm = oneOf("BCRYPT", "SCRYPT", "ARGON2ID", "PBKDF2_SHA256");
