// What the widget remembers about its visitor: `tl:<site>:*` in localStorage (W110).
// Invariants: nothing is written before `admit()` (W4, P84); storage that throws means memory, never an error (W111).
export interface Keep {
  get(key: string): string | null;
  /** null forgets. */
  set(key: string, value: string | null): void;
  /** From now on values are stored: those set so far and those to come. */
  admit(): void;
  /** True when values are stored. */
  admitted(): boolean;
  /** Forgets everything, also what other tabs left unsent (P82); stores nothing until admitted again. */
  wipe(): void;
}

// `anon` anonymous id · `user` user id · `device` device token · `wake` until when the panel is loaded at once · `open` · `draft`
// `quiet` no sound · `notify` notifications wanted · `side` where the visitor moved the launcher · `asked` when the survey was shown
// `agreed` to a site that asks first
export const KEYS = ['anon', 'user', 'device', 'wake', 'open', 'draft', 'quiet', 'notify', 'side', 'asked', 'agreed'] as const;

export function createKeep(site: string): Keep {
  const memory = new Map<string, string>();
  const attempt = (run: (storage: Storage, prefix: string) => void): void => {
    try {
      run(localStorage, `tl:${site}:`);
    } catch {
      // Blocked or full: memory has the value, and the panel says what that means (P80).
    }
  };
  attempt((storage, prefix) => {
    for (const key of KEYS) {
      const value = storage.getItem(prefix + key);
      if (value !== null && value.length < 9_999) memory.set(key, value);
    }
  });
  let admitted = memory.size > 0;
  const write = (key: string, value: string | null): void =>
    attempt((storage, prefix) => (value === null ? storage.removeItem(prefix + key) : storage.setItem(prefix + key, value)));

  return {
    get: (key) => memory.get(key) ?? null,
    set(key, value) {
      if (value === null) memory.delete(key);
      else memory.set(key, value);
      if (admitted) write(key, value);
    },
    admit() {
      if (!admitted) for (const [key, value] of memory) write(key, value);
      admitted = true;
    },
    admitted: () => admitted,
    wipe() {
      const clear = (storage: Storage, prefix: string): void => {
        for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
      };
      attempt(clear);
      attempt((_, prefix) => clear(sessionStorage, prefix));
      memory.clear();
      admitted = false;
    },
  };
}
