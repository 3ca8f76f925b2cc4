// Whether two plain values, as they come as JSON, are the same. Pure.

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
