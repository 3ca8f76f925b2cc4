// Saved replies to a file and from one (K52). What has the same title and text is there already and is left alone.
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { answerWords } from '../../state/answer-words.js';
import { exportReplies, importReplies } from '../../state/settings-samples.js';
import { t, tn } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { saveFile } from '../customers/save-file.js';
import { useBusy } from './use-busy.js';
import { useColleagues } from './use-colleagues.js';
import type { Objects } from './use-objects.js';

export function RepliesFile({ objects }: { objects: Objects<'saved_reply'> }): VNode {
  const { actions } = useConsole();
  const { teams } = useColleagues();
  const file = useRef<HTMLInputElement>(null);
  const busy = useBusy();
  const said = useSignal<{ words: string; bad: boolean } | null>(null);
  function save(): void {
    saveFile(new Blob([exportReplies(objects.items.value.map(({ doc }) => doc))], { type: 'application/json' }), 'saved-replies.json');
  }
  async function read(chosen: File): Promise<void> {
    const read_ = importReplies(await chosen.text(), new Set(teams.map(({ id }) => id)));
    if (!read_.ok) {
      said.value = { words: read_.words, bad: true };
      return;
    }
    said.value = null;
    const there = new Set(objects.items.value.map(({ doc }) => JSON.stringify([doc.title, doc.body])));
    const fresh = read_.docs.filter((doc) => !there.has(JSON.stringify([doc.title, doc.body])));
    let added = 0;
    for (const doc of fresh) {
      const answer = await actions.ask((api) => api.settings((settings) => settings.create('saved_reply', doc)));
      if (!answer.ok) {
        said.value = { words: t('{n} imported, then: {why}', { n: added, why: answerWords(answer.code) }), bad: true };
        return objects.load();
      }
      added += 1;
    }
    said.value = { words: tn(added, '{n} reply imported', '{n} replies imported'), bad: false };
    await objects.load();
  }
  return (
    <div class="set-buttons">
      {said.value !== null && (
        <span class={said.value.bad ? 'field-error' : 'set-sub'} role="status">
          {said.value.words}
        </span>
      )}
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t('File with saved replies')}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen !== undefined) void busy.once(() => read(chosen));
          event.currentTarget.value = '';
        }}
      />
      <button type="button" class="button" aria-disabled={busy.on.value} onClick={() => !busy.on.value && file.current?.click()}>
        {busy.on.value ? t('Importing…') : t('Import')}
      </button>
      {objects.items.value.length > 0 && (
        <button type="button" class="button" onClick={save}>
          {t('Export')}
        </button>
      )}
    </div>
  );
}
