// Everything else that can be done about the conversation, each with its key (K13). A menu by the ARIA pattern: arrows move, Esc closes.
import type { ComponentChildren, VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { ConversationRow } from '@throughline/types';
import type { DeedDialog } from '../../state/panels.js';
import { withPending } from '../../state/pending-deeds.js';
import { t } from '../../state/t.js';
import { capital } from '../../state/words.js';
import { Icon } from '../../ui/Icon.js';
import type { IconName } from '../../ui/Icon.js';
import { Menu } from '../../ui/Menu.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { DEEDS_STYLE } from './deeds-style.js';
import { PRIORITIES, priorityWords } from './priority-words.js';

export function ThreadMenu({ row, busy }: { row: ConversationRow; busy: boolean }): VNode | null {
  useStyle(DEEDS_STYLE);
  const { store, panels, actions } = useConsole();
  const open = useSignal(false);
  const shown = withPending(row, store.open.value?.view?.outbox ?? []);
  const closed = row.status === 'closed';
  const lastAssign = store.open.value?.view?.int.entries.findLast((entry) => entry.kind === 'assign');
  const handedOver =
    row.assigneeId === store.agentId.value && lastAssign?.body['how'] === 'transfer' && lastAssign.author.id !== row.assigneeId;
  const ask = (name: DeedDialog) => (): void => {
    open.value = false;
    panels.dialog.value = { name };
  };
  const item = (icon: IconName, words: ComponentChildren, key: string, go: () => void): VNode => (
    <button type="button" role="menuitem" tabIndex={-1} onClick={go}>
      <Icon name={icon} />
      {words}
      {key !== '' && <kbd aria-hidden="true">{key}</kbd>}
    </button>
  );
  return (
    <>
      {!closed && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('Snooze')}
          title={t('Snooze')}
          aria-disabled={busy}
          onClick={() => !busy && ask('snooze')()}
        >
          <Icon name="moon" />
        </button>
      )}
      <span class="menu-anchor">
        <button
          type="button"
          class="icon-button"
          aria-label={t('More actions')}
          title={t('More actions')}
          aria-haspopup="menu"
          aria-expanded={open.value}
          onClick={() => (open.value = !open.value)}
        >
          <Icon name="more" size={20} />
        </button>
        {open.value && (
          <Menu label={t('More actions')} close={() => (open.value = false)}>
            {!closed && shown.status === 'snoozed' && (
              <>
                {item('bell', t('Wake'), '', () => {
                  open.value = false;
                  void actions.deed(row.id, 'wake', { because: 'manual' });
                })}
              </>
            )}
            {item('tag', t('Tags'), 'T', ask('tags'))}
            {!closed && (
              <>
                {item('person', t('Assign'), 'A', ask('assign'))}
                {item('people', t('Ask a colleague'), '', ask('consult'))}
                {handedOver && item('back', t('Decline'), '', ask('decline'))}
                {item('link', t('Merge conversations'), '', ask('merge_conversations'))}
                <hr />
                <p class="menu-title">{t('Priority')}</p>
                {PRIORITIES.map((priority) => (
                  <button
                    key={priority}
                    type="button"
                    role="menuitemradio"
                    tabIndex={-1}
                    aria-checked={shown.priority === priority}
                    onClick={() => {
                      open.value = false;
                      if (shown.priority !== priority) void actions.deed(row.id, 'priority', { priority });
                    }}
                  >
                    <Icon name={shown.priority === priority ? 'check' : 'dot'} />
                    {capital(priorityWords(priority))}
                  </button>
                ))}
              </>
            )}
          </Menu>
        )}
      </span>
    </>
  );
}
