/** Who lives in the pools of the bench. */

export const usernameOf = (index: number): string => `user-${String(index).padStart(6, "0")}`;

export const emailOf = (username: string): string => `${username}@example.com`;

/** Everybody's. */
export const password = "Correct-horse-9";

/** A group of the pool, in which everybody is who was in the pool when it was made. */
export const groupOfMany = "everybody";
