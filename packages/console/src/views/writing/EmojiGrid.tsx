// Emoji by group, or by their words (K37). Their file comes from the relay when the grid is opened for the first time.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import type { EmojiGroup } from '../../state/writing-actions.js';
import { Icon } from '../../ui/Icon.js';
import { useConsole } from '../console-context.js';

let kept: readonly EmojiGroup[] | null = null;
const GROUPS: Readonly<Record<string, () => string>> = {
  Faces: () => t('Faces'),
  'Hands and people': () => t('Hands and people'),
  'Hearts and signs': () => t('Hearts and signs'),
  'Work and things': () => t('Work and things'),
  'Places and travel': () => t('Places and travel'),
  'Nature, food and play': () => t('Nature, food and play'),
};

export function EmojiGrid({ pick, close }: { pick(emoji: string): void; close(): void }): VNode {
  const { actions } = useConsole();
  const groups = useSignal(kept ?? []);
  const problem = useSignal<string | null>(null);
  const typed = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    field.current?.focus();
    if (kept !== null) return;
    void actions
      .ask((api) => api.emoji())
      .then((answer) => {
        if (answer.ok) groups.value = kept = answer.value;
        else problem.value = answerWords(answer.code);
      });
  }, []);
  const wanted = typed.value.trim().toLowerCase();
  const found = groups.value
    .map((group) => ({ ...group, emoji: group.emoji.filter(([, words]) => wanted.split(' ').every((word) => words.includes(word))) }))
    .filter((group) => group.emoji.length > 0);
  function onKeyDown(event: KeyboardEvent): void {
    const all = [...(grid.current?.querySelectorAll('button') ?? [])];
    const at = all.findIndex((one) => one === document.activeElement);
    const perLine = Math.max(1, all.filter((one) => one.offsetTop === all[0]?.offsetTop).length);
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: perLine, ArrowUp: -perLine }[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && at < 0) {
      const [first] = found[0]?.emoji[0] ?? [];
      if (first !== undefined) pick(first);
    } else if (event.key === 'ArrowDown' && at < 0) all[0]?.focus();
    else if (by !== undefined && at >= 0) (all[at + by] ?? (by < 0 ? field.current : null))?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <div class="picker" role="dialog" aria-label={t('Emoji')} onKeyDown={onKeyDown}>
      <div class="picker-head">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          aria-label={t('Find an emoji')}
          placeholder={t('Find an emoji, in English')}
          value={typed.value}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
        <button type="button" class="icon-button" aria-label={t('Dismiss')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {problem.value !== null && (
        <p class="picker-none" role="alert">
          {problem.value}
        </p>
      )}
      {groups.value.length > 0 && found.length === 0 && <p class="picker-none">{t('No emoji is called that')}</p>}
      <div ref={grid} class="emoji">
        {found.map((group) => (
          <section key={group.name}>
            <h3>{(GROUPS[group.name] ?? (() => group.name))()}</h3>
            <div class="emoji-grid">
              {group.emoji.map(([emoji, words], index) => (
                <button
                  key={emoji}
                  type="button"
                  tabIndex={index === 0 ? 0 : -1}
                  aria-label={words}
                  title={words}
                  onClick={() => pick(emoji)}
                >
                  {emoji}
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}
