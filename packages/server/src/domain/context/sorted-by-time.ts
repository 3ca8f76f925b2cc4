// Oldest first; equal times keep the order they come in, which the caller has already made the same for every order of arrival. Pure.
export function sortedByTime<T>(items: readonly T[], timeOf: (item: T) => number): T[] {
  return [...items].sort((a, b) => timeOf(a) - timeOf(b));
}
