// What the customer already said, did and was promised, beside the thread (K10). Nothing moves while the pointer or focus is inside (K47):
// newer revisions wait behind one line, but for the change an agent made there. What was handed over can be read again as it was (K41).
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { HandoffContext } from '@throughline/types';
import { frozenIn } from '../state/frozen.js';
import { whenWords } from '../state/words.js';
import { Icon } from '../ui/Icon.js';
import { Time } from '../ui/marks.js';
import { filled } from '../ui/filled.js';
import { useHeld } from '../ui/use-held.js';
import { ContextBody } from './ContextBody.js';
import { useConsole } from './console-context.js';
import { useFrozen } from './use-frozen.js';
import { t, tn } from '../state/t.js';

export function ContextPanel(): VNode {
  const { store, panels } = useConsole();
  const { held, on } = useHeld();
  const shown = useRef<HandoffContext | null>(null);
  const open = store.open.value;
  const newest = open?.context ?? null;
  const frozen = useFrozen(open?.id ?? null);
  const same = shown.current !== null && shown.current.conversationId === newest?.conversationId;
  const own = store.now.value < panels.ownChangeUntil.value;
  const waiting = held.value && !own && same && newest !== null && shown.current?.revision !== newest.revision;
  const updates = waiting ? Math.max(1, newest.revision - (shown.current?.revision ?? 0)) : 0;
  if (!waiting) shown.current = newest;
  const context = frozen.context.value ?? shown.current;
  const handed = frozenIn(open?.view ?? null);
  const nowMs = store.now.value;
  useEffect(() => {
    panels.contextHeld.value = held.value;
  }, [held.value]);

  return (
    <section class="pane pane-context" aria-label={t('Customer context')} data-pane tabIndex={-1} {...on}>
      <header class="pane-head context-head">
        <h2>{t('Context')}</h2>
        {context !== null && (
          <span class="context-as-of">
            {filled(
              frozen.context.value !== null || context.basis === 'handoff'
                ? t('as handed over {time}, revision {revision}')
                : t('live, {time}, revision {revision}'),
              {
                time: <Time at={Date.parse(context.generatedAt)}>{whenWords(Date.parse(context.generatedAt), nowMs)}</Time>,
                revision: context.revision,
              },
            )}
            {frozen.context.value === null && context.basis === 'live' && handed !== null && (
              <>
                <br />
                <button type="button" class="link-button" aria-disabled={frozen.busy.value} onClick={() => frozen.show(handed.revision)}>
                  {t('As handed over {time}', { time: whenWords(handed.at, nowMs) })}
                </button>
              </>
            )}
            {frozen.problem.value !== null && <span class="field-error">{frozen.problem.value}</span>}
          </span>
        )}
        <button
          type="button"
          class="icon-button context-close"
          aria-label={t('Hide customer context')}
          onClick={() => (panels.contextOpen.value = false)}
        >
          <Icon name="close" />
        </button>
      </header>
      {frozen.context.value !== null && (
        <p class="bar bar-note">
          <Icon name="clock" size={14} />
          <span>{t('Exactly what was seen then')}</span>
          <button type="button" class="link-button" onClick={frozen.leave}>
            {t('Back to now')}
          </button>
        </p>
      )}
      {waiting && (
        <button
          type="button"
          class="list-updates"
          onClick={() => {
            shown.current = newest;
            if (store.open.value !== null) store.open.value = { ...store.open.value };
          }}
        >
          {tn(updates, '{n} update', '{n} updates')}
        </button>
      )}
      {context === null ? (
        open?.phase !== 'forbidden' && <p class="list-note late">{t('Loading the context…')}</p>
      ) : (
        <ContextBody
          key={`${context.conversationId ?? context.contextId} ${frozen.context.value === null}`}
          context={context}
          conv={open?.id ?? null}
          online={frozen.context.value === null ? (open?.online ?? context.live.online) : context.live.online}
          frozen={frozen.context.value !== null}
        />
      )}
    </section>
  );
}
