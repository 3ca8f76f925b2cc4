// Unread messages in the page's title while nobody looks at it (W181).
// Invariant: loses exactly what it put there. Its space is a no-break one: a page that counts something itself writes another.
export interface TitleBadge {
  count(unread: number): void;
  stop(): void;
}

const OURS = /\(\d+\)\u00a0/;

export function createTitleBadge(): TitleBadge {
  let unread = 0;
  const fit = (): void => {
    const bare = document.title.replace(OURS, '');
    const next = unread && document.hidden && bare ? `(${unread})\u00a0${bare}` : bare;
    if (next !== document.title) document.title = next;
  };
  document.addEventListener('visibilitychange', fit);
  return {
    count(next) {
      unread = next;
      fit();
    },
    stop() {
      unread = 0;
      document.removeEventListener('visibilitychange', fit);
      fit();
    },
  };
}
