// What an agent sees of an identifier that is not confirmed, and what a log or suggestion may carry (ID21).

/** `ann@example.com` → `a••@example.com` · `+49 151 2345678` → `•••5678` · any other id → its last four characters, never more than a third. */
export function maskIdentifier(type: string, value: string): string {
  if (type === 'email' || type === 'from_address') {
    const at = value.lastIndexOf('@');
    const [first] = value;
    return at > 0 && first !== undefined ? `${first}••${value.slice(at)}` : '•••';
  }
  const characters = [...value];
  const shown = Math.min(4, Math.floor(characters.length / 3));
  return `•••${shown === 0 ? '' : characters.slice(-shown).join('')}`;
}
