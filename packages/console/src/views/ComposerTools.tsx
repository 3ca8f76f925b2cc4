// Files and quick replies of a draft: picked, pasted or dropped, with how far each upload is; and what helps to write, where it was asked for.
// Loaded after the first paint (K126).
// Invariant: what stands in the draft is stored at the relay; what is still on its way stands here alone, and a reply waits for it.
import type { RefObject, VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useSignal, useSignalEffect } from '@preact/signals';
import { limits } from '@throughline/types';
import { answerWords } from '../state/answer-words.js';
import { afterWords } from '../state/after-words.js';
import { sizeWords } from '../state/message-extras.js';
import type { Draft } from '../state/store.js';
import { t } from '../state/t.js';
import { Icon } from '../ui/Icon.js';
import { useStyle } from '../ui/use-style.js';
import { useConsole } from './console-context.js';
import { MESSAGE_MORE_STYLE } from './message-more-style.js';
import { QuickReplies } from './QuickReplies.js';
import { useUploads } from './use-uploads.js';
import { writingTools } from './writing-part.js';

const ACCEPT = 'image/jpeg,image/png,image/gif,image/webp,application/pdf,text/plain';

export interface ComposerToolsProps {
  conv: string;
  draft: Draft;
  form: RefObject<HTMLFormElement | null>;
  field: RefObject<HTMLTextAreaElement | null>;
  /** False: it was not sent, and why is said. */
  send(): boolean;
  change(change: Partial<Draft>): void;
}

export function ComposerTools({ conv, draft, form, field, send, change }: ComposerToolsProps): VNode {
  useStyle(MESSAGE_MORE_STYLE);
  const { store, panels } = useConsole();
  const input = useRef<HTMLInputElement>(null);
  const editing = useSignal(false);
  const { files = [], quickReplies, after } = draft;
  const offered = quickReplies !== undefined;
  useEffect(() => {
    if (!offered) editing.value = false; // sent, or the last one was removed
  }, [offered]);
  const uploads = useUploads(conv);
  const room = limits.FILES_PER_MESSAGE_MAX - files.length - uploads.list.length;
  const take = useRef((_picked: Iterable<File>): void => undefined);
  take.current = (picked) => uploads.start([...picked].slice(0, Math.max(0, room)));

  useSignalEffect(() => {
    const asked = panels.tool.value;
    if (asked !== 'attach' && asked !== 'quick') return; // the others open beside the field
    panels.tool.value = null;
    if (asked === 'attach') input.current?.click();
    else editing.value = true;
  });
  useEffect(() => {
    const element = form.current;
    if (element === null) return undefined;
    const dropped = new AbortController();
    const { signal } = dropped;
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      element.classList.toggle('composer-drop', event.type === 'dragover');
      if (event.type === 'drop') take.current(event.dataTransfer.files);
    };
    for (const type of ['dragover', 'drop'] as const) element.addEventListener(type, over, { signal });
    element.addEventListener('dragleave', () => element.classList.remove('composer-drop'), { signal });
    element.addEventListener(
      'paste',
      (event) => {
        const pasted = event.clipboardData?.files;
        if (pasted === undefined || pasted.length === 0) return;
        event.preventDefault();
        take.current(pasted);
      },
      { signal },
    );
    return () => dropped.abort();
  }, []);

  const drop = (id: string): void => {
    const rest = files.filter((file) => file.id !== id);
    change({ files: rest.length === 0 ? undefined : rest });
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        aria-label={t('Files')}
        onChange={(event) => {
          take.current(event.currentTarget.files ?? []);
          event.currentTarget.value = '';
        }}
      />
      {files.length + uploads.list.length > 0 && (
        <ul class="attached" role="list" aria-label={t('Attached files')}>
          {files.map((file) => (
            <li key={file.id} class="chip">
              <bdi class="file-name">{file.name}</bdi> {sizeWords(file.size)}
              <button type="button" class="chip-remove" aria-label={t('Remove {what}', { what: file.name })} onClick={() => drop(file.id)}>
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
          {uploads.list.map((upload) => (
            <li key={upload.key} class={`chip ${upload.problem === null ? '' : 'chip-bad'}`}>
              <bdi class="file-name">{upload.file.name}</bdi>
              {upload.problem === null ? (
                <progress max={1} value={upload.share} aria-label={t('Uploading {name}', { name: upload.file.name })} />
              ) : (
                <>
                  <span role="alert">
                    {upload.problem === 'type'
                      ? t('Only pictures, PDF and text')
                      : upload.problem === 'size'
                        ? t('Larger than 10 MB')
                        : answerWords(upload.problem)}
                  </span>
                  {upload.problem === 'network' && (
                    <button type="button" class="link-button" onClick={() => uploads.retry(upload.key)}>
                      {t('Retry')}
                    </button>
                  )}
                </>
              )}
              <button
                type="button"
                class="chip-remove"
                aria-label={t('Cancel {what}', { what: upload.file.name })}
                onClick={() => uploads.cancel(upload.key)}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {(editing.value || quickReplies !== undefined) && (
        <QuickReplies
          replies={quickReplies ?? []}
          change={(replies) => change({ quickReplies: replies.length === 0 ? undefined : replies })}
          close={() => (editing.value = false)}
        />
      )}
      {after !== undefined && (
        <p class="quick">
          <span class="chip">
            {t('On sending: {what}', { what: afterWords(after, store.names.value) })}
            <button
              type="button"
              class="chip-remove"
              aria-label={t('Only send, do nothing else')}
              title={t('Only send, do nothing else')}
              onClick={() => change({ after: undefined })}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        </p>
      )}
      <writingTools.View conv={conv} draft={draft} form={form} field={field} send={send} change={change} />
    </>
  );
}
