// Hand over to an agent or a team, with a note the receiver reads before the thread (K60).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { limits } from '@throughline/types';
import { Dialog } from '../ui/Dialog.js';
import { sentence } from '../state/words.js';
import { useConsole } from './console-context.js';

function Target({ value, chosen, name, about }: { value: string; chosen: Signal<string>; name: string; about: string }): VNode {
  return (
    <label class="target">
      <input type="radio" name="target" value={value} required checked={chosen.value === value} onChange={() => (chosen.value = value)} />
      <span class="target-name">{name}</span>
      <span class="target-about">{about}</span>
    </label>
  );
}

export function TransferDialog({ conv }: { conv: string }): VNode {
  const { store, actions, panels } = useConsole();
  const target = useSignal('');
  const note = useSignal('');
  const ids = useId();
  const session = store.session.value;
  const owner = store.openRow.value?.assigneeId ?? null;
  const agents = session.state === 'signed_in' ? session.session.agents.filter((agent) => agent.id !== owner) : [];
  const teams = session.state === 'signed_in' ? session.session.teams : [];
  const close = (): void => {
    panels.dialog.value = null;
  };
  function submit(event: Event): void {
    event.preventDefault();
    const [kind, id = ''] = target.value.split(':');
    if (kind === undefined || kind === '') return;
    void actions.transfer(conv, { agentId: kind === 'agent' ? id : null, teamId: kind === 'team' ? id : null }, note.value);
    close();
  }
  return (
    <Dialog title="Transfer" onClose={close}>
      <form onSubmit={submit}>
        <p class="dialog-lead">The whole context goes along, frozen as it is now. The customer repeats nothing.</p>
        <fieldset class="targets">
          <legend>To</legend>
          {teams.map((team) => (
            <Target key={team.id} value={`team:${team.id}`} chosen={target} name={team.name} about="Team" />
          ))}
          {agents.map((agent) => (
            <Target
              key={agent.id}
              value={`agent:${agent.id}`}
              chosen={target}
              name={agent.id === store.agentId.value ? `${agent.name} (you)` : agent.name}
              about={sentence(agent.role)}
            />
          ))}
          {owner !== null && <Target value="queue:" chosen={target} name="Back to the queue" about="Anyone can take it" />}
        </fieldset>
        <div class="field">
          <label for={`${ids}-note`}>Note for the receiver</label>
          <textarea
            id={`${ids}-note`}
            rows={3}
            maxLength={limits.NOTE_MAX_CHARS}
            aria-describedby={`${ids}-hint`}
            value={note.value}
            onInput={(event) => (note.value = event.currentTarget.value)}
          />
          <p class="field-hint" id={`${ids}-hint`}>
            Only your team sees it. Why you hand over, what is still open.
          </p>
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary" aria-disabled={target.value === ''}>
            Transfer
          </button>
        </div>
      </form>
    </Dialog>
  );
}
