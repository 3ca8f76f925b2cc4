// What was thrown, as an Error: JavaScript lets anything be thrown, a log wants a stack.

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
