// Which row has the focus when the one that had it leaves (K117): the next that stays, else the one before. Pure.

export function nextRow(ids: readonly string[], from: string | null, leaving: ReadonlySet<string>): string | null {
  const at = from === null ? -1 : ids.indexOf(from);
  const stays = (id: string): boolean => !leaving.has(id);
  return ids.slice(Math.max(0, at)).find(stays) ?? ids.slice(0, Math.max(0, at)).reverse().find(stays) ?? null;
}
